using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.CloudFormation;

/// <summary>Values that are known while a template is transformed: those of parameters, mappings and conditions.</summary>
internal sealed class TransformValues
{
    // What only the stack can tell, or the Parameter Store.
    private readonly HashSet<string> _later = ["AWS::StackId", "AWS::NotificationARNs"];
    private readonly TemplateEvaluator _evaluator;

    public TransformValues(JsonObject tree, JsonObject conditions, TransformScope scope)
    {
        var rules = Template.ParametersOf(tree);
        _later.UnionWith(rules.Values.Where(r => r.IsSsm).Select(r => r.Name));
        var template = new Template
        {
            Tree = tree,
            Parameters = rules,
            Rules = [],
            Mappings = tree["Mappings"] as JsonObject ?? [],
            Conditions = conditions,
            Resources = new Dictionary<string, ResourceDefinition>(),
            Outputs = new Dictionary<string, OutputDefinition>(),
            Transforms = [],
        };
        _evaluator = new TemplateEvaluator(template, new TemplateScope
        {
            Account = scope.Account, Region = scope.Region, StackName = scope.StackName, StackId = "", Parameters = scope.Parameters, Resource = static _ => null, Export = static _ => null,
        });
    }

    /// <summary>The value of a node; false when something in it is not known yet.</summary>
    public bool TryGet(JsonNode? node, [NotNullWhen(true)] out JsonNode? value)
    {
        var names = new HashSet<string>();
        TemplateReferences.Collect(node, names);
        value = null;
        if (names.Overlaps(_later)) return false;
        try
        {
            value = _evaluator.Resolve(node)?.DeepClone();
        }
        catch (CommonException e) when (e.Kind == CommonError.Validation)
        {
            // A resource, an export, a name that only the stack knows.
        }
        return value is not null;
    }
}
