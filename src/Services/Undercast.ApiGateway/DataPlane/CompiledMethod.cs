using System.Text.RegularExpressions;

namespace Undercast.ApiGateway;

/// <summary>A method of a deployed API with everything that it names looked up.</summary>
internal sealed class CompiledMethod
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(100);

    public CompiledMethod(CompiledStage stage, Resource resource, Method method, SchemaSet schemas)
    {
        Stage = stage;
        Resource = resource;
        Method = method;
        Integration = method.MethodIntegration ?? new Integration { Type = "MOCK" };
        Setting = stage.SettingOf(resource.Path!, method.HttpMethod!);
        Authorizer = method.AuthorizerId is { } id ? stage.Api.Authorizers.GetValueOrDefault(id) : null;
        Validator = method.RequestValidatorId is { } validator ? stage.Api.Validators.GetValueOrDefault(validator) : null;
        Schemas = schemas;
        RequestTemplates = Template.All(Integration.RequestTemplates);
        var responses = Integration.IntegrationResponses?.Values.Select(static r => new CompiledAnswer(r)).ToArray() ?? [];
        Answers = [.. responses.Where(static r => r.Pattern is not null)];
        DefaultAnswer = responses.FirstOrDefault(static r => r.Pattern is null);
        if (IntegrationTarget.TryParse(Expressions.WithStageVariables(Integration.Uri, stage.Variables), out var target)) Target = target;
    }

    public CompiledStage Stage { get; }
    public Resource Resource { get; }
    public Method Method { get; }
    public Integration Integration { get; }
    public MethodSetting? Setting { get; }
    public Authorizer? Authorizer { get; }
    public RequestValidator? Validator { get; }
    public SchemaSet Schemas { get; }
    public IntegrationTarget Target { get; }
    public IReadOnlyDictionary<string, Template> RequestTemplates { get; }
    /// <summary>The answers with a pattern, in the order of their status.</summary>
    public CompiledAnswer[] Answers { get; }
    public CompiledAnswer? DefaultAnswer { get; }
    public TimeSpan Timeout => TimeSpan.FromMilliseconds(Integration.TimeoutInMillis ?? IntegrationRules.MostTimeout);

    /// <summary>The ARN of this method on its stage: <c>execute-api:Invoke</c> is asked for it, and functions see it as their source.</summary>
    public string Arn(string httpMethod, string path) =>
        $"arn:{Kernel.Arn.PartitionOf(Stage.Api.Region)}:execute-api:{Stage.Api.Region}:{Stage.Api.Account}:{Stage.Id}/{Stage.Name}/{httpMethod}{path}";

    /// <summary>An integration response, its pattern and templates parsed.</summary>
    internal sealed class CompiledAnswer(IntegrationResponse response)
    {
        public IntegrationResponse Response { get; } = response;
        public Regex? Pattern { get; } =
            response.SelectionPattern is { Length: > 0 } pattern ? new Regex($"\\A(?:{pattern})\\z", RegexOptions.CultureInvariant | RegexOptions.Singleline, PatternTime) : null;
        public IReadOnlyDictionary<string, Template> Templates { get; } = Template.All(response.ResponseTemplates);
        public int Status { get; } = int.Parse(response.StatusCode!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
