# Builds the book of a mounted folder, with no network and no rights:
#   docker build -t anthology .
#   docker run --rm --network none --user "$(id -u):$(id -g)" -v "$PWD:/book" anthology
# Any command of Anthology may follow: docker run ... anthology list
FROM python:3.13-slim-bookworm AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY requirements requirements
COPY src src
COPY styles styles
RUN python -m venv /opt/anthology \
 && /opt/anthology/bin/pip install --no-cache-dir --require-hashes -r requirements/book.txt \
 && /opt/anthology/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/anthology /opt/anthology
ENV PATH=/opt/anthology/bin:$PATH \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /book
ENTRYPOINT ["anthology"]
CMD ["build"]
