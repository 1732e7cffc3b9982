"""Every request a button can make, one module per feature; what answers it is in handlers/."""
