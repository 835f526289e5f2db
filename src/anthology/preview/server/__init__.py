"""The preview as a server on this machine: who gets in, and what there is to be asked for."""
