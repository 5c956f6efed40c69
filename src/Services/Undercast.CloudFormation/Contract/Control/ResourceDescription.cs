using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record ResourceDescription
{
    [Length(min: 1, max: 1024), Pattern(@".+")] public string? Identifier { get; init; }
    [Sensitive, Length(min: 1, max: 262144), Pattern(@"[\s\S]*")] public string? Properties { get; init; }
}
