# driftwatch as a container: the wheel of `make build`, its pinned requirements and git, run by a plain user.
#
#   make build && docker build --tag driftwatch .
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/work" driftwatch run
FROM python:3.13-slim-trixie

RUN apt-get update \
    && apt-get install --yes --no-install-recommends git openssh-client \
    && rm -rf /var/lib/apt/lists/*

COPY requirements/runtime.txt dist/*.whl /install/
RUN python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement /install/runtime.txt \
    && python -m pip install --no-cache-dir --disable-pip-version-check --no-deps --no-index /install/*.whl \
    && rm -rf /install \
    && useradd --create-home --uid 10001 driftwatch \
    && mkdir /work \
    && chown driftwatch /work

# Any user may be chosen with --user; that one has no home of its own.
ENV HOME=/tmp PYTHONUNBUFFERED=1
USER driftwatch
WORKDIR /work
ENTRYPOINT ["driftwatch"]
CMD ["--help"]
