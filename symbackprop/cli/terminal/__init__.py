"""What the commands print: pages of 80 columns, in colour where the terminal takes it."""
