using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record TemplateSummaryConfig
{
    public bool? TreatUnrecognizedResourceTypesAsWarnings { get; init; }
}
