/** Takes over what Docker Hub's Automated Builds were configured to do. */
@NullMarked
package dev.slipway.service.dockerhub;

import org.jspecify.annotations.NullMarked;
