package dev.slipway.worker.engine.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.core.image.Digest;
import dev.slipway.worker.publish.Platform;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an image while its stage is built (OCI image-spec config.md, and Docker's
 * additions: Shell, OnBuild, Healthcheck). Whatever a base's configuration has besides stays as it
 * is. For one thread.
 */
public final class ImageConfig {

  /** What Docker gives to images that have none. */
  private static final String DEFAULT_PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Tools tell by it how to read {@code created_by}. */
  private static final String HISTORY_COMMENT = "buildkit.dockerfile.v0";

  private static final List<String> DEFAULT_SHELL = List.of("/bin/sh", "-c");

  /** Leftovers of Docker's classic builder: they describe the container that made the base. */
  private static final Set<String> STALE =
      Set.of("id", "parent", "container", "container_config", "docker_version", "throwaway");

  private final ObjectNode image;
  private final ObjectNode config;

  private ImageConfig(ObjectNode image) {
    this.image = image;
    this.config = image.withObject("/config");
    if (environment().stream().noneMatch(variable -> variable.startsWith("PATH="))) {
      config.withArray("/Env").add(DEFAULT_PATH);
    }
  }

  /** The configuration of {@code FROM scratch}: a PATH and {@code /} as working directory. */
  public static ImageConfig scratch(Platform platform) {
    ObjectNode image = JsonNodeFactory.instance.objectNode();
    image.put("architecture", platform.architecture());
    if (platform.variant() != null) {
      image.put("variant", platform.variant());
    }
    image.put("os", platform.os());
    image.putObject("config").putArray("Env").add(DEFAULT_PATH);
    image.withObject("/config").put("WorkingDir", "/");
    image.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    image.putArray("history");
    return new ImageConfig(image);
  }

  /**
   * Starts from a base's configuration.
   *
   * @throws IOException when it is none
   */
  public static ImageConfig of(byte[] base) throws IOException {
    ObjectNode image = Json.object(base);
    image.remove(STALE);
    if (!image.at("/rootfs/diff_ids").isArray()) {
      throw new IOException("not an image configuration: it lists no layers");
    }
    if (!image.path("config").isObject()) {
      image.putObject("config");
    }
    if (!image.path("history").isArray()) {
      image.putArray("history");
    }
    return new ImageConfig(image);
  }

  /** One that changes on its own. */
  public ImageConfig copy() {
    return new ImageConfig(image.deepCopy());
  }

  /** ENV as {@code NAME=value} lines in their order. */
  public List<String> environment() {
    return strings("Env");
  }

  public void setEnvironment(List<String> environment) {
    set("Env", environment);
  }

  /** {@code /} where none is set. */
  public String workingDirectory() {
    String directory = config.path("WorkingDir").asText("");
    return directory.isEmpty() ? "/" : directory;
  }

  public void setWorkingDirectory(String directory) {
    config.put("WorkingDir", directory);
  }

  /** Empty means root. */
  public String user() {
    return config.path("User").asText("");
  }

  public void setUser(String user) {
    config.put("User", user);
  }

  /** What runs shell forms. */
  public List<String> shell() {
    List<String> shell = strings("Shell");
    return shell.isEmpty() ? DEFAULT_SHELL : shell;
  }

  public void setShell(List<String> shell) {
    set("Shell", shell);
  }

  public void setLabel(String name, String value) {
    object("Labels").put(name, value);
  }

  public void setAuthor(String author) {
    image.put("author", author);
  }

  public void expose(List<String> ports) {
    ports.forEach(port -> object("ExposedPorts").putObject(port));
  }

  public void addVolumes(List<String> paths) {
    paths.forEach(path -> object("Volumes").putObject(path));
  }

  public void setCommand(List<String> command) {
    set("Cmd", command);
  }

  public void removeCommand() {
    config.remove("Cmd");
  }

  public void setEntrypoint(List<String> entrypoint) {
    set("Entrypoint", entrypoint);
  }

  public void setHealthcheck(Healthcheck healthcheck) {
    healthcheck.writeTo(config.putObject("Healthcheck"));
  }

  public void setStopSignal(String signal) {
    config.put("StopSignal", signal);
  }

  public void addOnbuild(String trigger) {
    config.withArray("/OnBuild").add(trigger);
  }

  /** The base's triggers, which are gone afterwards: they run in one child only. */
  public List<String> takeOnbuild() {
    List<String> triggers = strings("OnBuild");
    config.remove("OnBuild");
    return triggers;
  }

  /** Whether it says what only Docker's format has a place for. */
  public boolean needsDockerFormat() {
    return config.has("Healthcheck") || config.has("Shell") || config.has("OnBuild");
  }

  /** How many layers it names. */
  public int layerCount() {
    return image.withArray("/rootfs/diff_ids").size();
  }

  /** Adds what an instruction did to the history, with its layer if it made one. */
  public void addHistory(String createdBy, Instant created, @Nullable Digest diffId) {
    ObjectNode entry = image.withArray("/history").addObject();
    entry.put("created", created.toString());
    entry.put("created_by", createdBy);
    entry.put("comment", HISTORY_COMMENT);
    if (diffId == null) {
      entry.put("empty_layer", true);
    } else {
      image.withArray("/rootfs/diff_ids").add(diffId.value());
    }
  }

  /** The finished configuration. */
  public byte[] toBytes(Instant created) {
    ObjectNode finished = JsonNodeFactory.instance.objectNode();
    finished.put("created", created.toString());
    image.properties().stream()
        .filter(field -> !field.getKey().equals("created"))
        .forEach(field -> finished.set(field.getKey(), sorted(field.getKey(), field.getValue())));
    return Json.bytes(finished);
  }

  /** Within config, the order of instructions must not matter where it means nothing. */
  private static JsonNode sorted(String name, JsonNode value) {
    if (!name.equals("config")) {
      return value;
    }
    TreeMap<String, JsonNode> fields = new TreeMap<>();
    value.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    fields.forEach(node::set);
    return node;
  }

  private List<String> strings(String name) {
    List<String> strings = new ArrayList<>();
    config.path(name).forEach(node -> strings.add(node.asText()));
    return strings;
  }

  private void set(String name, List<String> values) {
    ArrayNode array = config.putArray(name);
    values.forEach(array::add);
  }

  private ObjectNode object(String name) {
    return config.path(name) instanceof ObjectNode node ? node : config.putObject(name);
  }
}
