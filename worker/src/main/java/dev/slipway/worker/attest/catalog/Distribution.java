package dev.slipway.worker.attest.catalog;

/**
 * The Linux distribution of an image (os-release(5)).
 *
 * @param id lower case, such as debian
 * @param version such as 12 or 3.20.3, empty where it rolls
 * @param name for people, such as Debian GNU/Linux 12 (bookworm)
 */
public record Distribution(String id, String version, String name) {}
