/**
 * The engine for Dockerfiles with RUN where a Docker engine is there: BuildKit, by the docker
 * command.
 *
 * <p>All builds of a worker share one Docker engine. Whoever may talk to its socket is root on its
 * machine, so the worker is; a build never gets to see the socket. RUN steps of all tenants run
 * under the same engine, parted by containers and nothing stronger: tenants that must not trust
 * containers need engines, and workers, of their own. ADR 12 says what keeps their caches apart.
 */
@NullMarked
package dev.slipway.worker.engine.buildkit;

import org.jspecify.annotations.NullMarked;
