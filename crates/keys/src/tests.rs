mod files;
mod keeping;
