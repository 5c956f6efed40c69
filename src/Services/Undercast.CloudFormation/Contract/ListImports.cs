using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ListImportsInput
{
    public required string ExportName { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}

public sealed record ListImportsOutput
{
    public IReadOnlyList<string>? Imports { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}
