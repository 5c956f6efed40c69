using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record GetTemplateInput
{
    public string? StackName { get; init; }
    [Length(min: 1, max: 1600), Pattern(@"[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*")] public string? ChangeSetName { get; init; }
    [OneOf("Original", "Processed")] public string? TemplateStage { get; init; }
}

public sealed record GetTemplateOutput
{
    [Length(min: 1)] public string? TemplateBody { get; init; }
    public IReadOnlyList<string>? StagesAvailable { get; init; }
}
