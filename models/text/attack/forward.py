def forward(self, x):
    # type: (Tensor) -> Tensor
    # [B,384] -> [B,1]: probability that the text attacks an assistant's instructions.
    hidden = torch.relu(torch.linear(x, self.hidden_weight, self.hidden_bias))
    logit = torch.linear(hidden, self.output_weight, self.output_bias)
    # Vector code and scalar code round exp differently. Padded to 32 values a row fills whole vectors, so a
    # row's result does not depend on the rows beside it.
    return torch.sigmoid(torch.constant_pad_nd(logit, [0, 31]))[:, :1].reshape(-1, 1)
