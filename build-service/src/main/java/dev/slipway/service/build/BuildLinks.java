package dev.slipway.service.build;

import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.web.PublicUrl;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a build is found. */
@ApplicationScoped
public class BuildLinks {

  private final PublicUrl publicUrl;

  BuildLinks(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  /** The full URL of the build's page. */
  public String page(RepositoryName repository, UUID id) {
    return publicUrl.resolve(path(repository, id));
  }

  /** Paths of everything that can be asked of a build. */
  static Map<String, String> of(
      RepositoryName repository, UUID id, @Nullable PublishedImage image) {
    String self = "/api/v1/builds/" + id;
    Map<String, String> links = new LinkedHashMap<>();
    links.put("self", self);
    links.put("page", path(repository, id));
    links.put("log", self + "/log");
    links.put("logStream", self + "/log/stream");
    links.put("statuses", self + "/statuses");
    links.put("cancel", self + "/cancel");
    links.put("retry", self + "/retry");
    if (image != null) {
      links.put("image", self + "/image");
      links.put("imageTar", self + "/image.tar");
      links.put("imageTarChecksum", self + "/image.tar.sha256");
    }
    if (image != null && image.reusedFrom() != null) {
      links.put("reusedFrom", "/api/v1/builds/" + image.reusedFrom());
      links.put("reusedFromPage", path(repository, image.reusedFrom()));
    }
    return links;
  }

  private static String path(RepositoryName repository, UUID id) {
    return "/repositories/" + repository + "/builds/" + id;
  }
}
