using Undercast.Kernel;

namespace Undercast.CloudFormation;

internal sealed partial class CloudFormationService
{
    public async ValueTask<GetTemplateOutput> GetTemplate(GetTemplateInput input, CallContext call)
    {
        StackSource? source;
        if (input.ChangeSetName is { } name) source = (await ChangeSetAsync(name, input.StackName, call)).Change.Source;
        else source = (await StackAsync(input.StackName ?? throw CloudFormationFaults.Invalid("StackName must be specified"), call)).Stack.Source;
        return new GetTemplateOutput
        {
            // AWS: a stack that only change sets describe has an empty one.
            TemplateBody = source is null ? "" : input.TemplateStage == "Processed" ? source.Processed : source.Original,
            StagesAvailable = ["Original", "Processed"],
        };
    }

    public async ValueTask<ValidateTemplateOutput> ValidateTemplate(ValidateTemplateInput input, CallContext call)
    {
        var text = await sources.TextAsync(input.TemplateBody, input.TemplateURL, call) ?? throw CloudFormationFaults.Invalid("Either Template URL or Template Body must be specified.");
        var (template, declared) = Survey(text);
        var (needed, types) = CapabilityRules.Of(template);
        return new ValidateTemplateOutput
        {
            Parameters = [.. template.Parameters.Values.Select(p => new TemplateParameter { ParameterKey = p.Name, DefaultValue = p.Default, NoEcho = p.NoEcho, Description = p.Description })],
            Description = template.Description,
            Capabilities = Needed(needed, declared),
            CapabilitiesReason = ReasonOf(types),
            DeclaredTransforms = declared.Count == 0 ? null : declared,
        };
    }

    public async ValueTask<GetTemplateSummaryOutput> GetTemplateSummary(GetTemplateSummaryInput input, CallContext call)
    {
        var text = input.StackName is { } name
            ? (await StackAsync(name, call)).Stack.Source?.Original ?? throw CloudFormationFaults.Invalid("GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.")
            : await sources.TextAsync(input.TemplateBody, input.TemplateURL, call);
        if (text is null) throw CloudFormationFaults.Invalid("Either StackName, TemplateBody or TemplateURL must be specified.");
        var (template, declared) = Survey(text);
        var (needed, types) = CapabilityRules.Of(template);
        return new GetTemplateSummaryOutput
        {
            Parameters =
            [
                .. template.Parameters.Values.Select(p => new ParameterDeclaration
                {
                    ParameterKey = p.Name,
                    DefaultValue = p.Default,
                    ParameterType = p.Type,
                    NoEcho = p.NoEcho,
                    Description = p.Description,
                    ParameterConstraints = new ParameterConstraints { AllowedValues = p.AllowedValues },
                }),
            ],
            Description = template.Description,
            Capabilities = Needed(needed, declared),
            CapabilitiesReason = ReasonOf(types),
            ResourceTypes = [.. template.Resources.Values.Select(r => r.Type).Distinct()],
            Version = template.Tree["AWSTemplateFormatVersion"]?.ToString(),
            Metadata = template.Tree["Metadata"]?.ToJsonString(),
            DeclaredTransforms = declared.Count == 0 ? null : declared,
        };
    }

    /// <summary>A template as it is, before any transform; its types and references are then the transform's matter.</summary>
    private (Template Template, IReadOnlyList<string> Declared) Survey(string text)
    {
        var tree = TemplateReader.Read(text);
        var declared = Template.TransformsOf(tree);
        var template = Template.Check(tree, transformed: declared.Count == 0);
        if (declared.Count == 0)
        {
            // Without parameters nobody knows which conditions hold.
            sources.Types.Check(template, static r => r.Condition is null);
            TemplateReferences.Check(template);
        }
        return (template, declared);
    }

    private static string[]? Needed(IReadOnlyList<string> iam, IReadOnlyList<string> declared)
    {
        string[] all = declared.Count > 0 ? [.. iam, CapabilityRules.AutoExpand] : [.. iam];
        return all.Length == 0 ? null : all;
    }

    private static string? ReasonOf(IReadOnlyList<string> types) =>
        types.Count == 0 ? null : $"The following resource(s) require capabilities: [{string.Join(", ", types)}]";
}
