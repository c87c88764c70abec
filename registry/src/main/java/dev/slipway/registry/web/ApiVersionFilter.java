package dev.slipway.registry.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Docker's mark of a registry, which old clients look for on every answer. */
@Provider
@RegistryApi
public final class ApiVersionFilter implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    response.getHeaders().putSingle("Docker-Distribution-API-Version", "registry/2.0");
  }
}
