using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

public sealed record ParameterStringFilter
{
    [Length(min: 1, max: 132), Pattern(@"tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType")] public required string Key { get; init; }
    [Length(min: 1, max: 10)] public string? Option { get; init; }
    [Length(min: 1, max: 50), Elements(MinLength = 1, MaxLength = 1024)] public IReadOnlyList<string>? Values { get; init; }
}
