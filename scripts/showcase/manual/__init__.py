"""The visual identity in use: plates, lockups, palettes, the kit, uniforms, the film."""
