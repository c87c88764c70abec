package dev.slipway.service.baseimage.link;

import dev.slipway.core.image.ImageReference;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.baseimage.BaseImages;
import dev.slipway.service.repository.Registries;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The links of a repository, for those who may configure it. One that would close a circle is
 * refused: each build would cause the next.
 */
@ApplicationScoped
public class EditLinks {

  private static final int MOST = 50;

  private final Access access;
  private final Links links;
  private final LinkCycles cycles;
  private final BaseImages images;
  private final Registries registries;
  private final Clock clock;

  EditLinks(
      Access access,
      Links links,
      LinkCycles cycles,
      BaseImages images,
      Registries registries,
      Clock clock) {
    this.access = access;
    this.links = links;
    this.cycles = cycles;
    this.images = images;
    this.registries = registries;
    this.clock = clock;
  }

  /** All of them, newest first. */
  @Transactional
  public List<Link> list(RepositoryName name) {
    return links.of(access.repository(name, Action.READ_BUILD_DETAILS).id());
  }

  /** One of them. */
  @Transactional
  public Link get(RepositoryName name, UUID id) {
    return find(access.repository(name, Action.READ_BUILD_DETAILS), id);
  }

  /**
   * Saves a link.
   *
   * @throws InvalidInputException when what it names isn't there, or it would close a circle; the
   *     message shows the way round
   * @throws ConflictException when there is the same link, or there are too many
   */
  @Transactional
  public Link add(RepositoryName name, LinkDraft draft) {
    Repository repository = access.repository(name, Action.CONFIGURE);
    links.lock();
    if (links.of(repository.id()).size() >= MOST) {
      throw new ConflictException(name + " has " + MOST + " links already, which is the limit");
    }
    return save(repository, UUID.randomUUID(), draft);
  }

  /** Puts a link in the place of another, under the same conditions. */
  @Transactional
  public Link replace(RepositoryName name, UUID id, LinkDraft draft) {
    Repository repository = access.repository(name, Action.CONFIGURE);
    links.lock();
    links.remove(find(repository, id));
    return save(repository, id, draft);
  }

  /** Removes a link. */
  @Transactional
  public void remove(RepositoryName name, UUID id) {
    Repository repository = access.repository(name, Action.CONFIGURE);
    links.lock();
    links.remove(find(repository, id));
  }

  private Link save(Repository repository, UUID id, LinkDraft draft) {
    checkRule(repository, draft.rule());
    RepositoryName parentName = draft.repository();
    Link link =
        parentName == null
            ? toImage(repository, id, Objects.requireNonNull(draft.image()), draft.rule())
            : toRepository(repository, id, parentName, draft.rule());
    boolean twice =
        links.of(repository.id()).stream()
            .anyMatch(
                other ->
                    other.reference().equals(link.reference())
                        && Objects.equals(other.ruleId(), link.ruleId()));
    if (twice) {
      throw new ConflictException(
          repository.name() + " has a link to " + link.reference() + " already");
    }
    links.add(link);
    return link;
  }

  private Link toRepository(
      Repository repository, UUID id, RepositoryName parentName, @Nullable UUID rule) {
    Repository parent = visible("repository", parentName);
    refuse("repository", cycles.through(repository, parent.id()));
    images.watch(parent.name(), parent.id());
    return link(repository, id, rule, parent.name().toString(), parent.id());
  }

  private Link toImage(Repository repository, UUID id, ImageReference image, @Nullable UUID rule) {
    if (registries.isEmbedded(image)) {
      Repository unused = visible("image", embeddedName(image));
    }
    refuse("image", cycles.through(repository, image));
    images.watch(image);
    return link(repository, id, rule, image.toString(), null);
  }

  private Link link(
      Repository repository,
      UUID id,
      @Nullable UUID rule,
      String reference,
      @Nullable UUID parent) {
    return new Link(
        id,
        repository.id(),
        rule,
        reference,
        parent,
        clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  private Link find(Repository repository, UUID id) {
    return links
        .find(repository.id(), id)
        .orElseThrow(() -> new NoSuchThingException("there is no such link"));
  }

  /** What one may not see can't be linked to either, and looks as if it weren't there. */
  private Repository visible(String field, RepositoryName name) {
    try {
      return access.repository(name, Action.READ_REPOSITORY);
    } catch (NoSuchThingException e) {
      throw new InvalidInputException(field, String.valueOf(e.getMessage()));
    }
  }

  private static RepositoryName embeddedName(ImageReference image) {
    try {
      return RepositoryName.parse(image.repository());
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("image", String.valueOf(e.getMessage()));
    }
  }

  private static void checkRule(Repository repository, @Nullable UUID rule) {
    if (rule != null
        && repository.rules().stream().noneMatch(known -> known.id().equals(rule.toString()))) {
      throw new InvalidInputException("rule", "is the id of no rule of " + repository.name());
    }
  }

  private static void refuse(String field, Optional<String> cycle) {
    if (cycle.isPresent()) {
      throw new InvalidInputException(
          field, "would rebuild in a circle, each build causing the next: " + cycle.get());
    }
  }
}
