// The command line begins here.
