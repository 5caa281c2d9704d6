mod files;
mod gone;
mod keeping;
