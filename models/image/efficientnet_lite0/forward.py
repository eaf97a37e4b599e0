# Written by models/image/convert.py.
def forward(self, x):
    # type: (Tensor) -> Tensor
    # x float32 [B, 3, 224, 224], RGB, (value - 127) / 128 -> [B, 2280]: 1280 pooled features, then the
    # probabilities of the 1000 ImageNet classes
    x = torch.relu6(torch.conv2d(x, self.conv0_weight, self.conv0_bias, [2, 2], [1, 1]))
    x = torch.relu6(torch.conv2d(x, self.conv1_weight, self.conv1_bias, [1, 1], [1, 1], [1, 1], 32))
    x = torch.conv2d(x, self.conv2_weight, self.conv2_bias, [1, 1], [0, 0])
    x = torch.relu6(torch.conv2d(x, self.conv3_weight, self.conv3_bias, [1, 1], [0, 0]))
    x = torch.relu6(torch.conv2d(x, self.conv4_weight, self.conv4_bias, [2, 2], [1, 1], [1, 1], 96))
    x6 = torch.conv2d(x, self.conv5_weight, self.conv5_bias, [1, 1], [0, 0])
    x = torch.relu6(torch.conv2d(x6, self.conv6_weight, self.conv6_bias, [1, 1], [0, 0]))
    x = torch.relu6(torch.conv2d(x, self.conv7_weight, self.conv7_bias, [1, 1], [1, 1], [1, 1], 144))
    x = torch.conv2d(x, self.conv8_weight, self.conv8_bias, [1, 1], [0, 0])
    x = x + x6
    x = torch.relu6(torch.conv2d(x, self.conv9_weight, self.conv9_bias, [1, 1], [0, 0]))
    x = torch.relu6(torch.conv2d(x, self.conv10_weight, self.conv10_bias, [2, 2], [2, 2], [1, 1], 144))
    x13 = torch.conv2d(x, self.conv11_weight, self.conv11_bias, [1, 1], [0, 0])
    x = torch.relu6(torch.conv2d(x13, self.conv12_weight, self.conv12_bias, [1, 1], [0, 0]))
    x = torch.relu6(torch.conv2d(x, self.conv13_weight, self.conv13_bias, [1, 1], [2, 2], [1, 1], 240))
    x = torch.conv2d(x, self.conv14_weight, self.conv14_bias, [1, 1], [0, 0])
    x = x + x13
    x = torch.relu6(torch.conv2d(x, self.conv15_weight, self.conv15_bias, [1, 1], [0, 0]))
    x = torch.relu6(torch.conv2d(x, self.conv16_weight, self.conv16_bias, [2, 2], [1, 1], [1, 1], 240))
    x20 = torch.conv2d(x, self.conv17_weight, self.conv17_bias, [1, 1], [0, 0])
    x = torch.relu6(torch.conv2d(x20, self.conv18_weight, self.conv18_bias, [1, 1], [0, 0]))
    x = torch.relu6(torch.conv2d(x, self.conv19_weight, self.conv19_bias, [1, 1], [1, 1], [1, 1], 480))
    x = torch.conv2d(x, self.conv20_weight, self.conv20_bias, [1, 1], [0, 0])
    x24 = x + x20
    x = torch.relu6(torch.conv2d(x24, self.conv21_weight, self.conv21_bias, [1, 1], [0, 0]))
    x = torch.relu6(torch.conv2d(x, self.conv22_weight, self.conv22_bias, [1, 1], [1, 1], [1, 1], 480))
    x = torch.conv2d(x, self.conv23_weight, self.conv23_bias, [1, 1], [0, 0])
    x = x + x24
    x = torch.relu6(torch.conv2d(x, self.conv24_weight, self.conv24_bias, [1, 1], [0, 0]))
    x = torch.relu6(torch.conv2d(x, self.conv25_weight, self.conv25_bias, [1, 1], [2, 2], [1, 1], 480))
    x31 = torch.conv2d(x, self.conv26_weight, self.conv26_bias, [1, 1], [0, 0])
    x = torch.relu6(torch.conv2d(x31, self.conv27_weight, self.conv27_bias, [1, 1], [0, 0]))
    x = torch.relu6(torch.conv2d(x, self.conv28_weight, self.conv28_bias, [1, 1], [2, 2], [1, 1], 672))
    x = torch.conv2d(x, self.conv29_weight, self.conv29_bias, [1, 1], [0, 0])
    x35 = x + x31
    x = torch.relu6(torch.conv2d(x35, self.conv30_weight, self.conv30_bias, [1, 1], [0, 0]))
    x = torch.relu6(torch.conv2d(x, self.conv31_weight, self.conv31_bias, [1, 1], [2, 2], [1, 1], 672))
    x = torch.conv2d(x, self.conv32_weight, self.conv32_bias, [1, 1], [0, 0])
    x = x + x35
    x = torch.relu6(torch.conv2d(x, self.conv33_weight, self.conv33_bias, [1, 1], [0, 0]))
    x = torch.relu6(torch.conv2d(x, self.conv34_weight, self.conv34_bias, [2, 2], [2, 2], [1, 1], 672))
    x42 = torch.conv2d(x, self.conv35_weight, self.conv35_bias, [1, 1], [0, 0])
    x = torch.relu6(torch.conv2d(x42, self.conv36_weight, self.conv36_bias, [1, 1], [0, 0]))
    x = torch.relu6(torch.conv2d(x, self.conv37_weight, self.conv37_bias, [1, 1], [2, 2], [1, 1], 1152))
    x = torch.conv2d(x, self.conv38_weight, self.conv38_bias, [1, 1], [0, 0])
    x46 = x + x42
    x = torch.relu6(torch.conv2d(x46, self.conv39_weight, self.conv39_bias, [1, 1], [0, 0]))
    x = torch.relu6(torch.conv2d(x, self.conv40_weight, self.conv40_bias, [1, 1], [2, 2], [1, 1], 1152))
    x = torch.conv2d(x, self.conv41_weight, self.conv41_bias, [1, 1], [0, 0])
    x50 = x + x46
    x = torch.relu6(torch.conv2d(x50, self.conv42_weight, self.conv42_bias, [1, 1], [0, 0]))
    x = torch.relu6(torch.conv2d(x, self.conv43_weight, self.conv43_bias, [1, 1], [2, 2], [1, 1], 1152))
    x = torch.conv2d(x, self.conv44_weight, self.conv44_bias, [1, 1], [0, 0])
    x = x + x50
    x = torch.relu6(torch.conv2d(x, self.conv45_weight, self.conv45_bias, [1, 1], [0, 0]))
    x = torch.relu6(torch.conv2d(x, self.conv46_weight, self.conv46_bias, [1, 1], [1, 1], [1, 1], 1152))
    x = torch.conv2d(x, self.conv47_weight, self.conv47_bias, [1, 1], [0, 0])
    x = torch.relu6(torch.conv2d(x, self.conv48_weight, self.conv48_bias, [1, 1], [0, 0]))
    x = torch.mean(x, [2, 3], True)
    x60 = torch.flatten(x, 1)
    x = torch.linear(x60, self.linear49_weight, self.linear49_bias)
    x62 = torch.softmax(x, 1)
    return torch.cat([x60, x62], 1)
