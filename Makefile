# The commands of the project. Each is short; what takes more than a line is in scripts/.

CARGO_BIN := $(HOME)/.cargo/bin
export PATH := $(PATH):$(CARGO_BIN)

.DEFAULT_GOAL := help
.PHONY: help run demo test check bench bench-scale bench-nodes bench-jobs fmt clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | awk -F ':.*## ' '{printf "make %-11s %s\n", $$1, $$2}'

run: ## build what is needed and serve on ./data; ARGS='--listen 0.0.0.0:8080' and the like go to the server
	@scripts/need cargo cc
	@scripts/web-build || echo "make: without its pages, the program serves its APIs only" >&2
	@cargo build --release --locked -p server
	@exec target/release/gongdan serve $(ARGS)

demo: ## serve a throw-away instance filled with believable tickets
	@scripts/need cargo cc
	@scripts/web-build || echo "make: without its pages, the program serves its APIs only" >&2
	@cargo build --release --locked -p server
	@exec target/release/gongdan demo $(ARGS)

test: ## everything that must pass, on both engines (up to 30 minutes on 2 cores)
	@scripts/test

check: ## the quick one: format, clippy, unit tests; those of the pages too where web/node_modules is there
	@scripts/need cargo cc
	@cargo fmt --all --check
	@cargo clippy --workspace --all-targets --locked -- -D warnings
	@cargo test --workspace --exclude bench --lib --bins --locked
	@if [ -d web/node_modules ]; then cd web && npm run --silent check; fi

bench: ## measure both engines over 100,000 tickets, into docs/performance.md; ARGS='--seconds 10' and the like
	@scripts/bench run --tickets 100000 $(ARGS)

bench-scale: ## the same over 1,000,000 tickets and 10,000,000 history rows (needs 15 GB of disk)
	@scripts/bench run --tickets 1000000 $(ARGS)

bench-nodes: ## one node against two behind HAProxy, into docs/scaling.md
	@scripts/bench nodes $(ARGS)

bench-jobs: ## jobs end to end, drained and started, on both engines, into docs/performance.md
	@scripts/bench jobs $(ARGS)

fmt: ## format the code
	@cargo fmt --all

clean: ## remove what was built; ./data stays
	@cargo clean
	@rm -rf web/dist web/node_modules
