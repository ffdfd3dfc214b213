# The two commands of the README are `make run` and `make test`; both install what they need into .venv and nothing elsewhere.
# Recipes print to people in Chinese; comments are for maintainers.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.installed
DEVELOPMENT := $(VENV)/.installed-dev
PIP := $(BIN)/python -m pip -qq --no-input --disable-pip-version-check
LOCK := $(BIN)/uv pip compile pyproject.toml --extra ocr --extra heic --group build --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --quiet

# For printed forms and receipts, and for pictures of pages whose PDF embeds no Chinese font; installed where we may.
SYSTEM_PACKAGES := fonts-noto-cjk
# For tests: a browser, what its driver links to, and a database server that each run starts for itself.
TEST_PACKAGES := chromium curl libatomic1 postgresql
PORT ?= 8000
# For make bench-papers: fonts that give its papers variety, and the engine that ours is compared with.
BENCH_PACKAGES := fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-arphic-ukai fonts-arphic-uming fonts-dejavu-core \
	fonts-liberation fonts-lxgw-wenkai fonts-wqy-microhei fonts-wqy-zenhei tesseract-ocr tesseract-ocr-chi-sim

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test lint types contracts licences guide unit bench bench-papers bench-web bench-desk trial fuzz-api screenshots examples lock system test-system clean

help: ## 列出可用的命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r name text; do \
		printf '  make %-13s %s\n' "$$name" "$$text"; done

run: system $(RUNTIME) ## 用 2026 年指南审查全部示例（报告在 out/run），然后打开演示网站
	@$(BIN)/xingshen check examples/dossiers --output out/run; code=$$?; \
	if [ $$code -gt 2 ]; then echo "审查没有完成（退出码 $$code），请看上面的提示。" >&2; exit $$code; fi
	@echo "报告在 out/run，用浏览器打开其中的 .html 文件即可。"
	@$(BIN)/xingshen demo --data out/demo --port $(PORT) $(if $(CI),--probe)

test: lint types contracts licences guide unit ## 全部检查：代码风格、类型、分层、许可证、指南包、测试

lint: $(DEVELOPMENT) ## 代码风格（ruff）
	@$(BIN)/ruff check .

types: $(DEVELOPMENT) ## 类型（mypy --strict）
	@$(BIN)/mypy

contracts: $(DEVELOPMENT) ## 分层约定（import-linter）
	@$(BIN)/lint-imports

licences: $(DEVELOPMENT) ## 所用软件包的许可证
	@$(BIN)/python scripts/licences.py requirements.lock requirements-dev.lock

guide: $(RUNTIME) ## 检查指南包：原文、覆盖、用例、变异
	@$(BIN)/xingshen guide check

unit: test-system $(DEVELOPMENT) ## 测试（pytest；其中存储、任务和网页再在 PostgreSQL 上跑一遍）
	@$(BIN)/pytest -n 2 --dist loadfile
	@sh scripts/with_postgres.sh $(BIN)/pytest -n 2 --dist loadfile tests/store tests/jobs tests/portal

bench: $(DEVELOPMENT) ## 性能：逐项打印实测数字
	@$(BIN)/python -m benchmarks

bench-papers: $(DEVELOPMENT) ## 识读扫描件的准确度与速度：逐项打印实测数字（约十分钟）
	@sh scripts/system.sh $(SYSTEM_PACKAGES) $(BENCH_PACKAGES)
	@$(BIN)/python -m benchmarks.papers

bench-web: test-system $(DEVELOPMENT) ## 网页性能：五十人填写、每秒提交、五万份材料的列表，SQLite 与 PostgreSQL（约八分钟）
	@sh scripts/with_postgres.sh $(BIN)/python -m benchmarks.web

bench-desk: test-system $(DEVELOPMENT) ## 审查台：一份清楚的材料只用键盘办完，要按几次键、多少时间（约两分钟）
	@$(BIN)/python -m benchmarks.desk

trial: test-system $(DEVELOPMENT) ## 演练：浏览器里四十份材料，从分派到公示和复审（约十分钟）
	@$(BIN)/pytest -m trial tests/e2e/test_review.py

fuzz-api: $(DEVELOPMENT) ## 接口：每个操作每种角色各三百个随机请求（约一小时）
	@XS_FUZZ_EXAMPLES=$(or $(EXAMPLES),300) $(BIN)/pytest tests/portal/api/test_conformance.py

screenshots: test-system $(DEVELOPMENT) ## 每个页面在 1280 和 390 像素宽时的样子，写到 out/screenshots
	@$(BIN)/python -m scripts.screenshots

examples: $(DEVELOPMENT) ## 重新生成 examples/dossiers
	@$(BIN)/python -m examples.generate

lock: $(DEVELOPMENT) ## 按 pyproject.toml 更新带哈希的依赖锁
	@$(LOCK) --output-file requirements.lock
	@$(LOCK) --group dev --constraint requirements.lock --output-file requirements-dev.lock
	@echo "已更新 requirements.lock 和 requirements-dev.lock。"

system: ## 安装缺少的系统软件包（需要管理员权限时会说明）
	@sh scripts/system.sh $(SYSTEM_PACKAGES)

test-system:
	@sh scripts/system.sh $(SYSTEM_PACKAGES) $(TEST_PACKAGES)

clean: ## 删除本目录下生成的文件（不动示例和指南）
	@rm -rf $(VENV) out build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests benchmarks examples -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: as long as the lock and pyproject.toml do not change, a second run installs nothing.
$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	@echo "正在安装运行所需的软件包……"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOPMENT): requirements-dev.lock $(RUNTIME)
	@echo "正在安装开发和测试所需的软件包……"
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更新的版本；可用 make PYTHON=python3.12 指定。" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "未能建立虚拟环境。Debian/Ubuntu 上请先安装：apt-get install python3-venv" >&2; exit 1; }
