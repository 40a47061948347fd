internal import ExfilCommand

ExfilProgram.main()
