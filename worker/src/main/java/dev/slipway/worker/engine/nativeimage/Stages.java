package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.BuildPlan.Base;
import dev.slipway.core.dockerfile.BuildPlan.EarlierStage;
import dev.slipway.core.dockerfile.BuildPlan.Image;
import dev.slipway.core.dockerfile.BuildPlan.Stage;
import dev.slipway.core.dockerfile.PlanRequest;
import dev.slipway.core.dockerfile.StageVariables;
import dev.slipway.core.image.ImageReference;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.config.ImageConfig;
import dev.slipway.worker.engine.filesystem.FileTree;
import dev.slipway.worker.engine.filesystem.LayerReader;
import dev.slipway.worker.engine.filesystem.SpooledTar;
import dev.slipway.worker.engine.layer.LayerListings;
import dev.slipway.worker.engine.nativeimage.StageImage.StageLayer;
import dev.slipway.worker.publish.BaseImage;
import dev.slipway.worker.publish.BaseImages;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.RegistryLogin;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the stages of one build start from and copy from: scratch, images, and one another. */
final class Stages {

  private final BaseImages baseImages;
  private final LayerListings listings;
  private final EngineRequest request;
  private final Map<Integer, StageImage> finished = new HashMap<>();
  private final Map<Integer, StageVariables> variables = new HashMap<>();
  private final Map<Wanted, BaseImage> resolved = new HashMap<>();

  private record Wanted(ImageReference reference, Platform platform) {}

  Stages(BaseImages baseImages, LayerListings listings, EngineRequest request) {
    this.listings = listings;
    this.baseImages = baseImages;
    this.request = request;
  }

  void finish(Stage stage, StageImage image, StageVariables atEnd) {
    finished.put(stage.index(), image);
    variables.put(stage.index(), atEnd);
  }

  /**
   * The variables at a stage's start.
   *
   * @param baseEnvironment the base's ENV
   */
  StageVariables variables(Stage stage, PlanRequest request, List<String> baseEnvironment) {
    StageVariables parent =
        stage.base() instanceof EarlierStage earlier ? variables.get(earlier.index()) : null;
    return parent == null
        ? StageVariables.forImage(stage, request, baseEnvironment)
        : StageVariables.forChild(stage, request, parent);
  }

  /**
   * What a stage starts from.
   *
   * @param platformText of FROM --platform, null for the one that the image is for
   */
  StageImage base(Base base, @Nullable String platformText)
      throws BuildFailedException, IOException, InterruptedException {
    Platform platform = platform(platformText);
    if (base instanceof EarlierStage earlier) {
      return earlier(earlier);
    }
    if (base instanceof Image image) {
      return stageImage(image(image, platform));
    }
    return new StageImage(
        ImageConfig.scratch(platform),
        false,
        List.of(),
        Set.of(),
        new LazyTree(StepKey.of("scratch", List.of()), FileTree::empty),
        null);
  }

  private StageImage earlier(EarlierStage stage) {
    StageImage image = finished.get(stage.index());
    if (image == null) {
      throw new IllegalArgumentException("the plan builds no stage " + stage.index() + " before");
    }
    return image;
  }

  private BaseImage image(Image image, Platform platform)
      throws BuildFailedException, IOException, InterruptedException {
    Wanted wanted = new Wanted(reference(image), platform);
    BaseImage found = resolved.get(wanted);
    if (found == null) {
      found = resolve(wanted);
      resolved.put(wanted, found);
    }
    return found;
  }

  private BaseImage resolve(Wanted wanted)
      throws BuildFailedException, IOException, InterruptedException {
    ImageReference reference = wanted.reference();
    RegistryLogin login = request.logins().find(reference).orElse(null);
    BaseImage found = baseImages.resolve(reference, wanted.platform(), login);
    request.bases().used(reference, found.digest());
    return found;
  }

  private static ImageReference reference(Image image) throws BuildFailedException {
    try {
      return ImageReference.parse(image.reference());
    } catch (IllegalArgumentException e) {
      throw new BuildFailedException(
          "\"" + image.reference() + "\" is no image reference: " + e.getMessage(), e);
    }
  }

  private Platform platform(@Nullable String text) throws BuildFailedException {
    try {
      return text == null ? request.platform() : Platform.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BuildFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  private StageImage stageImage(BaseImage base) throws IOException {
    ImageConfig config = ImageConfig.of(base.config());
    if (config.layerCount() != base.layers().size()) {
      throw new IOException(
          base.reference()
              + " is damaged: its manifest has "
              + base.layers().size()
              + " layers and its configuration "
              + config.layerCount());
    }
    List<StageLayer> layers =
        base.layers().stream().map(layer -> new StageLayer(layer, blob(base, layer))).toList();
    return new StageImage(config, base.docker(), layers, Set.of(), files(base), base);
  }

  private static BuiltImage.Blob blob(BaseImage base, BaseImage.Layer layer) {
    return new BuiltImage.Blob(
        layer.digest(), layer.size(), () -> base.open(layer), base.reference());
  }

  private LazyTree files(BaseImage base) {
    List<String> layers = base.layers().stream().map(layer -> layer.digest().value()).toList();
    return new LazyTree(StepKey.of("image", layers), () -> read(base));
  }

  private FileTree read(BaseImage base) throws IOException {
    FileTree tree = FileTree.empty();
    for (BaseImage.Layer layer : base.layers()) {
      SpooledTar archive =
          new SpooledTar(layer.digest().value(), () -> base.open(layer), request.workspace());
      listings.show(
          base.reference(),
          layer.digest(),
          () -> base.open(layer),
          LayerReader.onto(tree, archive));
    }
    return tree;
  }
}
