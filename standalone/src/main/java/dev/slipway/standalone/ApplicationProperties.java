package dev.slipway.standalone;

import dev.slipway.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the application has to know of this start, as system properties: they win over the
 * environment, whose values are already checked and completed here.
 */
final class ApplicationProperties {

  private ApplicationProperties() {}

  static Map<String, String> of(
      CommandLine commandLine,
      Settings settings,
      DataFolder data,
      int port,
      EmbeddedServers servers)
      throws IOException, StartException {
    Addresses addresses = Addresses.of(settings, port);
    Map<String, String> properties = new TreeMap<>();
    properties.put("quarkus.http.host", settings.host());
    properties.put("quarkus.http.port", Integer.toString(port));
    properties.put("quarkus.datasource.jdbc.url", servers.jdbcUrl());
    properties.put("quarkus.datasource.username", EmbeddedPostgres.USER);
    properties.put("quarkus.datasource.password", servers.databasePassword());
    servers
        .kafka()
        .clientConfiguration()
        .forEach((key, value) -> properties.put("kafka." + key, value));
    properties.put("slipway.data", data.root().toString());
    properties.put("slipway.public-url", addresses.publicUrl());
    properties.put("slipway.build-service-url", addresses.localUrl());
    properties.put("slipway.registry-host", addresses.registryHost());
    properties.put("slipway.registry.directory", data.resolve("registry").toString());
    properties.put("slipway.worker.directory", data.resolve("worker").toString());
    properties.put("slipway.allow-private-hosts", allowedHosts(settings, addresses));
    properties.put("slipway.insecure-registries", insecureRegistries(settings, addresses));
    properties.putAll(secrets(commandLine, settings, data));
    properties.put(
        "slipway.standalone.sign-in-link", Boolean.toString(data.isNew() || commandLine.signIn()));
    properties.put("slipway.standalone.local-url", addresses.localUrl());
    properties.put("slipway.standalone.demo", Boolean.toString(commandLine.demo()));
    properties.put("slipway.standalone.once", Boolean.toString(commandLine.once()));
    return properties;
  }

  private static Map<String, String> secrets(
      CommandLine commandLine, Settings settings, DataFolder data)
      throws IOException, StartException {
    Map<String, String> secrets = new TreeMap<>();
    String secretKey = settings.secretKey();
    secrets.put(
        "slipway.secret-key",
        secretKey == null ? KeyFile.readOrCreate(data.resolve("secret.key")) : secretKey);
    secrets.put("slipway.registry-key", KeyFile.readOrCreate(data.resolve("registry.key")));
    secrets.put("slipway.worker-token", EmbeddedServers.newPassword());
    if (settings.adminToken() == null && commandLine.demo()) {
      // The demo acts through the public API like everybody else; its token ends with the process.
      secrets.put("slipway.admin-token", EmbeddedServers.newPassword());
    }
    return secrets;
  }

  /**
   * A Slipway that only this machine reaches may use everything its operator could use anyway. One
   * that others reach must not lead them into private networks, but always to itself: its worker
   * pushes to its registry.
   */
  private static String allowedHosts(Settings settings, Addresses addresses) {
    String chosen = settings.allowPrivateHosts();
    if (chosen == null && settings.isLoopbackOnly()) {
      return "*";
    }
    String local = URI.create(addresses.localUrl()).getRawAuthority();
    return joined(chosen == null ? "" : chosen, addresses.registryHost(), local);
  }

  private static String insecureRegistries(Settings settings, Addresses addresses) {
    return joined(
        settings.insecureRegistries(), addresses.isPlainHttp() ? addresses.registryHost() : "");
  }

  private static String joined(String... lists) {
    return Stream.of(lists).filter(list -> !list.isBlank()).collect(Collectors.joining(","));
  }
}
