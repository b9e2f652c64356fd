"""Work in the background of a page, with progress and a way to stop it and go on."""
