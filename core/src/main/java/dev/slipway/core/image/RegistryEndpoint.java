package dev.slipway.core.image;

/**
 * Where a registry's API is.
 *
 * @param host host with an optional port
 * @param insecure whether it may speak plain HTTP or show any certificate
 * @param trusted whether the operator named it, so that its address is not checked
 */
public record RegistryEndpoint(String host, boolean insecure, boolean trusted) {}
