namespace Undercast.Sqs;

/// <summary>A message about to be stored: everything that must be decided before a transaction body runs.</summary>
internal sealed record Draft(MessagePayload Payload, DateTimeOffset Sent, long Order, int DelaySeconds, string? Scope = null);

/// <summary>A message just received.</summary>
internal sealed record Taken(MessageRecord Record, ReadOnlyMemory<byte> Payload, Receipt Receipt);
