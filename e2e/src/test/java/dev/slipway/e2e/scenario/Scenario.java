package dev.slipway.e2e.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.e2e.stack.BusyboxImage;
import dev.slipway.e2e.stack.GitWorkTree;
import dev.slipway.e2e.stack.Requirements;
import dev.slipway.e2e.stack.Slipway;
import dev.slipway.e2e.stack.Stack;
import dev.slipway.e2e.stack.Webhook;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One case. Its folder holds {@code repository/} (what is committed), {@code delivery.json} (the
 * webhook's body, with placeholders such as <code>${commit}</code>; a Dockerfile at the root may
 * have them too), and {@code scenario.json}:
 *
 * <ul>
 *   <li>{@code about}: a sentence; {@code needs}: programs without which it is skipped
 *   <li>{@code provider}; {@code transport}: http, http-password, http-wrong-password or ssh
 *   <li>{@code destinations}: any of open, password, wrong-password; none is the embedded registry
 *   <li>{@code rules}: as in the REST interface
 *   <li>{@code push}: refs that are pushed, all at the one commit, {@code
 *       {"type","name","annotated"}}
 *   <li>{@code builds}: what every build has to show, in the order of the push; a text field has to
 *       contain what is given, {@code log} and {@code logNot} are lists of parts
 *   <li>{@code images}: for a tag, a part of the image's configuration and lines of its file
 *       listing
 * </ul>
 */
final class Scenario {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final JsonNode definition;
  private final Stack stack;

  Scenario(Path folder, Stack stack) throws IOException {
    this.folder = folder;
    this.definition = JSON.readTree(folder.resolve("scenario.json").toFile());
    this.stack = stack;
  }

  /** Plays the case and checks all it promises. */
  void play() throws IOException {
    definition.path("needs").forEach(program -> Requirements.programs(program.asText()));
    String name = stack.newName(folder.getFileName().toString());
    GitWorkTree tree = GitWorkTree.create(stack.root().resolve("git"), name);
    tree.copyFrom(folder.resolve("repository"));
    Map<String, String> values = new HashMap<>();
    values.put("cloneUrl", cloneUrl(name));
    values.put("openRegistry", stack.openRegistry().host());
    values.put("busyboxSize", Long.toString(BusyboxImage.binarySize()));
    fillDockerfile(tree.path().resolve("Dockerfile"), values);
    values.put("commit", tree.commit(definition.path("message").asText("First commit")));
    pushRefs(tree, values);

    Slipway slipway = stack.slipway();
    Slipway.Hook hook = slipway.createRepository(repository("e2e/" + name, cloneUrl(name)));
    String body = filled(Files.readString(folder.resolve("delivery.json")), values);
    String provider = definition.path("provider").asText();
    Slipway.Answer answer =
        slipway.anonymous(
            "POST",
            hook.url(),
            Webhook.headers(provider, UUID.randomUUID().toString(), hook.secret(), body),
            BodyPublishers.ofString(body));

    new Expectations(slipway, stack, "e2e/" + name).check(definition, answer, values);
  }

  private static void fillDockerfile(Path dockerfile, Map<String, String> values)
      throws IOException {
    if (Files.isRegularFile(dockerfile, LinkOption.NOFOLLOW_LINKS)) {
      Files.writeString(dockerfile, filled(Files.readString(dockerfile), values));
    }
  }

  private void pushRefs(GitWorkTree tree, Map<String, String> values) {
    for (JsonNode ref : definition.path("push")) {
      String refName = ref.path("name").asText();
      if (ref.path("type").asText().equals("tag")) {
        if (ref.path("annotated").asBoolean()) {
          tree.git("tag", "-a", "-m", "release", refName);
        } else {
          tree.git("tag", refName);
        }
        values.put("tagObject:" + refName, tree.git("rev-parse", refName).strip());
        tree.push("refs/tags/" + refName);
      } else {
        tree.push("HEAD:refs/heads/" + refName);
      }
    }
  }

  private String cloneUrl(String name) {
    return switch (definition.path("transport").asText("http")) {
      case "http" -> stack.git().url(name);
      case "http-password", "http-wrong-password" -> stack.gitWithPassword().url(name);
      case "ssh" -> stack.gitOverSsh().url(name);
      case "unreachable" -> "http://127.0.0.1:1/" + name + ".git";
      default -> throw new IllegalArgumentException("transport in " + folder);
    };
  }

  private ObjectNode repository(String name, String cloneUrl) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("name", name)
        .put("visibility", "public")
        .put("description", definition.path("about").asText());
    ObjectNode source = body.putObject("source");
    source.put("provider", definition.path("provider").asText()).put("cloneUrl", cloneUrl);
    switch (definition.path("transport").asText("http")) {
      case "http-password" -> source.put("username", Stack.USER).put("password", Stack.PASSWORD);
      case "http-wrong-password" ->
          source.put("username", Stack.USER).put("password", "canary-wrong-9b2c");
      case "ssh" ->
          source
              .put("sshPrivateKey", stack.gitOverSsh().privateKey())
              .put("knownHosts", stack.gitOverSsh().knownHosts());
      default -> {}
    }
    ArrayNode destinations = body.putArray("destinations");
    for (JsonNode destination : definition.path("destinations")) {
      destinations.add(destination(destination.asText(), name));
    }
    body.set("rules", definition.path("rules"));
    return body;
  }

  private ObjectNode destination(String kind, String name) {
    ObjectNode destination = JSON.createObjectNode();
    return switch (kind) {
      case "open" -> destination.put("image", stack.openRegistry().host() + "/" + name);
      case "password" ->
          destination
              .put("image", stack.registryWithPassword().host() + "/" + name)
              .put("username", Stack.USER)
              .put("password", Stack.PASSWORD);
      case "wrong-password" ->
          destination
              .put("image", stack.registryWithPassword().host() + "/" + name)
              .put("username", Stack.USER)
              .put("password", "canary-wrong-9b2c");
      default -> throw new IllegalArgumentException("destination in " + folder);
    };
  }

  static String filled(String template, Map<String, String> values) {
    String text = template;
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    return text;
  }

  /** The folders of all cases, by name. */
  static List<Path> folders() throws IOException {
    try (var folders = Files.list(Path.of(System.getProperty("slipway.scenarios")))) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }
}
