package fr.toise.valuation.network;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;

/**
 * A multi-layer perceptron from scaled features to one number.
 *
 * @param layers hidden layers
 * @param width  units in each
 */
public record NetworkShape(int inputs, int layers, int width, double dropout) {

    public Block block() {
        var block = new SequentialBlock();
        for (int layer = 0; layer < layers; layer++) {
            block.add(Linear.builder().setUnits(width).build());
            block.add(Activation.geluBlock());
            block.add(Dropout.builder().optRate((float) dropout).build());
        }
        return block.add(Linear.builder().setUnits(1).build());
    }
}
