package dev.slipway.worker.engine.buildkit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.core.dockerfile.SecretMount;
import dev.slipway.core.image.ImageReference;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.nativeimage.ContextIgnore;
import dev.slipway.worker.publish.RegistryLogin;
import dev.slipway.worker.source.Folders;
import dev.slipway.worker.source.SourceTree;
import dev.slipway.worker.source.SourceTree.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files of one build for the docker command, in a folder that the worker's user alone can read:
 * context, Dockerfile, secrets, and settings with the logins for base images.
 */
final class BuildFiles implements AutoCloseable {

  /** Docker Hub's name in config.json, for historical reasons. */
  private static final String DOCKER_HUB_KEY = "https://index.docker.io/v1/";

  private final Path folder;
  private final Path dockerfile;

  private BuildFiles(Path folder, Path dockerfile) {
    this.folder = folder;
    this.dockerfile = dockerfile;
  }

  /** Writes all of them. */
  static BuildFiles write(EngineRequest request, PinnedBases bases)
      throws BuildFailedException, IOException, InterruptedException {
    Path folder = privateFolder(request.workspace().resolve("buildkit"));
    String name = request.dockerfilePath().substring(request.dockerfilePath().lastIndexOf('/') + 1);
    Path dockerfile = privateFolder(folder.resolve("dockerfile")).resolve(name);
    BuildFiles files = new BuildFiles(folder, dockerfile);
    try {
      Files.writeString(dockerfile, SentDockerfile.of(text(request), request, bases));
      // It wins over the context's own, whose patterns have done their work already.
      Files.writeString(Path.of(dockerfile + ".dockerignore"), "# nothing more is left out\n");
      files.writeContext(request);
      files.writeSettings(bases.logins());
      files.writeSecrets(request);
      return files;
    } catch (BuildFailedException | IOException | InterruptedException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private static String text(EngineRequest request) throws IOException {
    SourceTree source = request.source();
    Entry entry = find(source, request.dockerfilePath());
    try (InputStream in = source.open(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void writeContext(EngineRequest request)
      throws BuildFailedException, IOException, InterruptedException {
    ContextFolder.write(
        request.source(),
        find(request.source(), request.contextPath()),
        ContextIgnore.read(request).rules(),
        context(),
        request.log());
  }

  private static Entry find(SourceTree source, String path) throws IOException {
    return source
        .find(path)
        .orElseThrow(() -> new IOException("/" + path + " has vanished from the commit"));
  }

  private void writeSettings(Map<String, RegistryLogin> logins) throws IOException {
    Map<String, Map<String, String>> auths = new TreeMap<>();
    logins.forEach(
        (registry, login) ->
            auths.put(
                registry.equals(ImageReference.DOCKER_HUB) ? DOCKER_HUB_KEY : registry,
                auth(login.username(), login.password())));
    writeSettings(settings(), auths);
  }

  private static void writeSettings(Path folder, Map<String, Map<String, String>> auths)
      throws IOException {
    byte[] json = new JsonMapper().writeValueAsBytes(Map.of("auths", auths));
    writePrivate(privateFolder(folder).resolve("config.json"), json);
  }

  private static Map<String, String> auth(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return Map.of("auth", Base64.getEncoder().encodeToString(pair));
  }

  /** Settings with the login for one registry only. */
  Path settingsFor(String registry, String user, String password) throws IOException {
    Path target = folder.resolve("export");
    writeSettings(target, Map.of(registry, auth(user, password)));
    return target;
  }

  private void writeSecrets(EngineRequest request) throws IOException {
    privateFolder(folder.resolve("secrets"));
    List<String> ids = mountedSecrets(request);
    for (int i = 0; i < ids.size(); i++) {
      byte[] value =
          request.secrets().getOrDefault(ids.get(i), "").getBytes(StandardCharsets.UTF_8);
      writePrivate(secret(i), value);
    }
  }

  private static List<String> mountedSecrets(EngineRequest request) {
    return request.plan().secretMounts().stream()
        .map(SecretMount::id)
        .filter(request.secrets()::containsKey)
        .distinct()
        .collect(Collectors.toList());
  }

  /** Options for the secrets that RUNs mount. */
  List<String> secretOptions(EngineRequest request) {
    List<String> ids = mountedSecrets(request);
    List<String> options = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      options.add("--secret=id=" + ids.get(i) + ",src=" + secret(i));
    }
    return options;
  }

  private Path secret(int index) {
    return folder.resolve("secrets").resolve(Integer.toString(index));
  }

  Path context() {
    return folder.resolve("context");
  }

  /** With the repository's name for it, which errors then show. */
  Path dockerfile() {
    return dockerfile;
  }

  /** For {@code DOCKER_CONFIG}. */
  Path settings() {
    return folder.resolve("settings");
  }

  private static Path privateFolder(Path path) throws IOException {
    return Files.createDirectory(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static void writePrivate(Path file, byte[] content) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, content);
  }

  @Override
  public void close() throws IOException {
    Folders.delete(folder);
  }
}
