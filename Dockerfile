# syntax=docker/dockerfile:1
# A small image: the program, the C library it needs, no shell. docs/operations/container.md says how to run it.
FROM docker.io/library/node:22-bookworm-slim AS web
WORKDIR /src
COPY web .
RUN npm ci --no-audit --no-fund \
 && npm run build

FROM docker.io/library/rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
COPY --from=web /src/dist web/dist
# What /api/v1/system tells it was built of: docker build --build-arg COMMIT=$(git rev-parse HEAD)
ARG COMMIT=""
RUN GONGDAN_COMMIT="$COMMIT" cargo build --release --locked -p server \
 && install -D target/release/gongdan /out/usr/bin/gongdan \
 && install -d -m 0700 /out/volume/data

FROM gcr.io/distroless/cc-debian12:nonroot
LABEL org.opencontainers.image.title="Gongdan" \
      org.opencontainers.image.description="Self-hosted tickets and work orders" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /out/usr/bin/gongdan /usr/bin/gongdan
# A directory that is copied with its parent keeps its mode.
COPY --from=build --chown=65532:65532 /out/volume/ /
ENV GONGDAN_DATA_DIR=/data \
    GONGDAN_LISTEN=0.0.0.0:8080 \
    GONGDAN_LOG_FORMAT=json
USER 65532:65532
VOLUME ["/data"]
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=15m --retries=3 CMD ["/usr/bin/gongdan", "health"]
ENTRYPOINT ["/usr/bin/gongdan"]
CMD ["serve"]
