package scenario

var hazards = []struct{ name, code, text string }{}
