using Undercast.Protocol;

namespace Undercast.Sqs;

public sealed record MessageSystemAttributeValue
{
    public string? StringValue { get; init; }
    public byte[]? BinaryValue { get; init; }
    [QueryFlattened("StringListValue")] public IReadOnlyList<string>? StringListValues { get; init; }
    public IReadOnlyList<byte[]>? BinaryListValues { get; init; }
    public string? DataType { get; init; }
}
