using System.Text.Json.Nodes;

namespace Undercast.CloudFormation;

/// <summary>What a transform may look at beside the template.</summary>
/// <param name="Account">The account.</param>
/// <param name="Region">The region.</param>
/// <param name="StackName">The stack.</param>
/// <param name="Parameters">The values of the template's parameters, with their defaults.</param>
internal sealed record TransformScope(string Account, string Region, string StackName, IReadOnlyDictionary<string, string> Parameters);

/// <summary>A transform that a template can name in its <c>Transform</c> section.</summary>
internal interface ITemplateTransform
{
    /// <summary>Such as <c>AWS::Serverless-2016-10-31</c>.</summary>
    string Name { get; }

    /// <summary>The template in terms of plain resource types.</summary>
    /// <exception cref="Kernel.CommonException">The template cannot be transformed; in AWS's words.</exception>
    JsonObject Apply(JsonObject template, TransformScope scope);
}
