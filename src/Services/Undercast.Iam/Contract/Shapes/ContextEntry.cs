using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

public sealed record ContextEntry
{
    [Length(min: 5, max: 256)] public string? ContextKeyName { get; init; }
    public IReadOnlyList<string>? ContextKeyValues { get; init; }
    [OneOf("string", "stringList", "numeric", "numericList", "boolean", "booleanList", "ip", "ipList", "binary", "binaryList", "date", "dateList")]
    public string? ContextKeyType { get; init; }
}
