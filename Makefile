# The front door: make demo, make test. make help lists the rest.
MVN ?= mvn -B -ntp
FUZZ_SECONDS ?= 300
JDK25 := $(shell scripts/find-jdk.sh 25)

.PHONY: help setup build demo test test-jdk25 asan soak fuzz bench bench-full bench-setup format clean

help: ## List what can be made
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

setup: ## Install what tests and demo need beside a JDK and Maven
	@scripts/setup.sh

build: ## Compile and package everything, no tests
	$(MVN) -q -DskipTests package

demo: setup ## Serve and connect with every library and print one table
	$(MVN) -q -DskipTests -pl demo -am package
	@scripts/demo.sh

# A test that fails is tried once more, and is then listed as a flake: see docs/decisions.md.
test: setup ## The whole suite, and a short fuzzing of every parser
	$(MVN) verify -Dsurefire.rerunFailingTestsCount=1
	@FUZZ_SECONDS=4 FUZZ_SEED=1 scripts/fuzz.sh

test-jdk25: setup ## The suite but for soak tests on JDK 25 (JAVA_25_HOME), as the default JDK compiled it
	@[ -n "$(JDK25)" ] || { echo "No JDK 25 found: install one or set JAVA_25_HOME." >&2; exit 1; }
	$(MVN) test -Djvm=$(JDK25)/bin/java -Dspotless.check.skip -Dexcluded.groups=soak -Dbuiltin.skip

asan: setup ## The native part under AddressSanitizer: its tests in C and the contract of the wolfSSL engine
	@MVN="$(MVN)" scripts/asan.sh

soak: setup ## The soak tests with all their handshakes: 100,000 good and 100,000 failed ones with wolfSSL
	$(MVN) test -pl backend-conscrypt,backend-wolfssl -am -Dspotless.check.skip -Dtest='*SoakTest' \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dextra.argLine=-Dtlsmgm.soak.handshakes=100000

fuzz: setup ## Coverage-guided fuzzing of every parser, FUZZ_SECONDS (300) each
	$(MVN) -q process-test-classes
	@FUZZ_SECONDS=$(FUZZ_SECONDS) scripts/fuzz.sh

bench: bench-setup ## Which TLS library, in ten minutes: the short selection of the benchmarks, and its report
	@scripts/bench.sh run --selection short $(BENCH)

bench-full: bench-setup ## Every benchmark, for hours; goes on where it was stopped. BENCH= has more options
	@scripts/bench.sh run --selection full $(BENCH)

bench-setup: setup
	@if [ -x scripts/setup-bench.sh ]; then scripts/setup-bench.sh; fi
	$(MVN) -q -DskipTests -pl benchmarks -am package

format: ## Format the sources
	$(MVN) -q spotless:apply

clean: ## Remove what was built
	$(MVN) -q clean
