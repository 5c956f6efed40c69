using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb.Streams;

public sealed record SequenceNumberRange
{
    [Length(min: 21, max: 40)] public string? StartingSequenceNumber { get; init; }
    [Length(min: 21, max: 40)] public string? EndingSequenceNumber { get; init; }
}
