using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record CsvOptions
{
    [Length(min: 1, max: 1), Pattern(@"[,;:|\t ]")] public string? Delimiter { get; init; }
    [Length(min: 1, max: 255)]
    [Elements(MinLength = 1, MaxLength = 65536, Pattern = @"[\x20-\x21\x23-\x2B\x2D-\x7E]*")]
    public IReadOnlyList<string>? HeaderList { get; init; }
}
