"""Ships that hide, meet and change names: from positions and registers to what was found."""
