mod device;
mod encrypted;
mod files;
mod gone;
mod image;
mod keeping;
