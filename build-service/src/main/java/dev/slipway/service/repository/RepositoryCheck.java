package dev.slipway.service.repository;

import dev.slipway.core.image.ImageReference;
import dev.slipway.service.rule.RuleCheck;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks what a repository's parts say to each other and to this installation. */
@ApplicationScoped
class RepositoryCheck {

  private final Registries registries;

  RepositoryCheck(Registries registries) {
    this.registries = registries;
  }

  /**
   * @return the draft in the form that is stored: the embedded registry is no destination of its
   *     own
   * @throws InvalidInputException when it can't be accepted
   */
  RepositoryDraft check(RepositoryDraft draft) {
    RuleCheck.check(draft.rules(), "rules");
    return new RepositoryDraft(
        draft.name(),
        draft.visibility(),
        draft.description(),
        draft.provider(),
        draft.cloneUrl(),
        draft.credentials(),
        destinations(draft),
        draft.rules());
  }

  private List<DestinationDraft> destinations(RepositoryDraft draft) {
    if (draft.destinations().isEmpty() && registries.embeddedImage(draft.name()).isEmpty()) {
      throw new InvalidInputException(
          "destinations", "name at least one image: this installation has no registry of its own");
    }
    Set<String> seen = new HashSet<>();
    List<DestinationDraft> configured = new ArrayList<>();
    for (int i = 0; i < draft.destinations().size(); i++) {
      DestinationDraft destination = draft.destinations().get(i);
      String field = "destinations[" + i + "].image";
      if (!seen.add(destination.image().name())) {
        throw new InvalidInputException(
            field, "\"" + destination.image().name() + "\" stands here twice");
      }
      if (!isOwnEmbedded(draft.name(), destination.image(), field)) {
        configured.add(destination);
      }
    }
    if (!configured.isEmpty() && configured.size() < draft.destinations().size()) {
      throw new InvalidInputException(
          "destinations", "the embedded registry can't be one of several destinations yet");
    }
    return configured;
  }

  private boolean isOwnEmbedded(RepositoryName name, ImageReference image, String field) {
    if (!registries.isEmbedded(image)) {
      return false;
    }
    String own = registries.embeddedImage(name).orElseThrow();
    if (!image.name().equals(own)) {
      throw new InvalidInputException(
          field, "in the embedded registry this repository's image is \"" + own + "\"");
    }
    return true;
  }
}
