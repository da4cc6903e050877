package fr.toise.train.job.network;

import fr.toise.contracts.model.EpochLoss;
import fr.toise.valuation.network.NetworkEnsemble;
import java.util.List;

/**
 * Trained networks.
 *
 * @param losses by epoch, of those that this process has trained
 */
public record Trained(NetworkEnsemble networks, List<EpochLoss> losses) {}
