"""Small, realistic dossiers that anybody can run the program on, and the generator that writes them."""
