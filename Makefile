# Everything a person or a machine does with this project, by name.

PACKAGES := libisal-dev zlib1g-dev libsqlite3-dev tzdata git ca-certificates libc6-dev libstdc++-12-dev
# The tests hold the rule language against a prototype in Python; any Python 3 will do.
TEST_PACKAGES := $(if $(shell command -v python3),,python3)
EXFIL := .build/release/exfil
SAMPLES := $(addprefix SampleLogs/,proxy proxy-branch mail files devices)

.PHONY: help setup build demo test incidents integration readers state lint checks thorough benchmark compare gates company

help:
	@echo 'make demo         install what is needed, build, scan the sample logs'
	@echo 'make test         install what is needed, run every test'
	@echo 'make incidents    what the shipped rules find in the logs of each incident'
	@echo 'make build        release build: $(EXFIL)'
	@echo 'make integration  real servers on loopback, real clients, then exfil on their logs'
	@echo 'make readers      reports of hostile logs, read back by other readers and a browser'
	@echo 'make state        nights with a state: what one scan finds, through kills, faults and full disks'
	@echo 'make lint         the form of the source'
	@echo 'make checks       imports and unsafe code stay where they belong'
	@echo 'make thorough     what takes longer'
	@echo 'make benchmark    the figures'
	@echo 'make compare      the figures beside other tools (PYTHON= one with chdb and duckdb)'
	@echo 'make gates        instructions and allocations a line, held to limits (needs valgrind)'
	@echo 'make company      made-up companies: what the rules catch and miss, and whom they wrong'

# Says what it will install, and does nothing where all of it is there.
setup:
	@command -v swift >/dev/null || { echo 'A Swift 6.3 toolchain is needed: https://www.swift.org/install/linux/'; exit 1; }
	@missing=$$(for name in $(PACKAGES) $(TEST_PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$name 2>/dev/null | grep -q 'ok installed' || echo $$name; \
	  done); \
	  if [ -n "$$missing" ]; then \
	    echo "Installing Debian packages:" $$missing; \
	    if [ "$$(id -u)" = 0 ]; then root=; else root=sudo; fi; \
	    $$root apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq --no-install-recommends $$missing; \
	  fi

build: setup
	swift build -c release --product exfil

# Findings in these logs are what the demo is for: they are no error.
demo: build
	$(EXFIL) scan $(SAMPLES) --rules Rules --rules SampleLogs/site.exfil \
	  --people SampleLogs/people/roster.csv --leases SampleLogs/people/leases.csv

# The tests that run the program run it as it ships.
test: build
	EXFIL=$(abspath $(EXFIL)) swift test
	$(MAKE) --no-print-directory incidents

# Scans the logs of each incident with all shipped rules, and prints what came of it.
incidents: build
	SampleLogs/incidents/write --check
	SampleLogs/incidents/verify $(EXFIL)

integration: build
	Tests/Integration/run $(EXFIL)
	Tests/Integration/transfers $(EXFIL)

readers: build
	Tests/Readers/verify $(EXFIL)

state: build
	Tests/State/verify $(EXFIL)

lint:
	swift format lint -s -r -p Sources Tests Package.swift

checks:
	Tests/checks/imports
	Tests/checks/unsafe

thorough: build
	Tests/thorough

benchmark: build
	Benchmarks/run $(EXFIL)
	Benchmarks/authoring $(EXFIL)
	Benchmarks/detection $(EXFIL)
	Benchmarks/identify $(EXFIL)
	Benchmarks/reports $(EXFIL)
	Benchmarks/nightly $(EXFIL)

compare: build
	Benchmarks/compare $(EXFIL) $(if $(PYTHON),--python $(PYTHON))

gates: build
	Benchmarks/gates $(EXFIL)

# Some minutes: three seeds, thirty and sixty days each.
company: build
	Benchmarks/company $(EXFIL)
