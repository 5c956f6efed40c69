namespace Undercast.ApiGateway;

/// <summary>What a method may say.</summary>
internal static class MethodRules
{
    public static void Check(RestApiRecord api, Method method)
    {
        switch (method.AuthorizationType)
        {
            case "NONE" or "AWS_IAM":
                break;
            case "CUSTOM" or "COGNITO_USER_POOLS":
                var authorizer = method.AuthorizerId is { } id ? api.Authorizers.GetValueOrDefault(id) : null;
                // A method must never lose its authorizer without anybody noticing.
                if (authorizer is null || (authorizer.Type == "COGNITO_USER_POOLS") != (method.AuthorizationType == "COGNITO_USER_POOLS"))
                    throw Faults.Bad($"Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.");
                break;
            default:
                throw Faults.Bad("Invalid authorization type specified. Valid options are NONE, AWS_IAM, CUSTOM, COGNITO_USER_POOLS");
        }
        if (method.RequestValidatorId is { Length: > 0 } validator && !api.Validators.ContainsKey(validator)) throw Faults.Bad("Invalid Request Validator identifier specified");
        foreach (var name in method.RequestParameters?.Keys ?? []) ApiRules.CheckRequestParameter(name);
        CheckModels(api, method.RequestModels);
    }

    public static void CheckModels(RestApiRecord api, IReadOnlyDictionary<string, string>? models)
    {
        foreach (var model in models?.Values ?? [])
        {
            if (!api.Models.ContainsKey(model)) throw Faults.Bad($"Invalid model identifier specified: {model}");
        }
    }
}
