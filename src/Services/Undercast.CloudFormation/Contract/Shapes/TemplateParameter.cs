using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record TemplateParameter
{
    public string? ParameterKey { get; init; }
    public string? DefaultValue { get; init; }
    public bool? NoEcho { get; init; }
    [Length(min: 1, max: 1024)] public string? Description { get; init; }
}
