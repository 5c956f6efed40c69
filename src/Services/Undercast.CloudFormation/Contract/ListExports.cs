using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ListExportsInput
{
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}

public sealed record ListExportsOutput
{
    public IReadOnlyList<Export>? Exports { get; init; }
    [Length(min: 1, max: 1024)] public string? NextToken { get; init; }
}
