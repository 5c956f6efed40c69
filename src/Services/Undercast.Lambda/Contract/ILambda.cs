using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

/// <summary>AWS Lambda.</summary>
[AwsApi("lambda", "2015-03-31", ServiceId = "Lambda", Wires = [Wire.RestJson1], Constraints = ConstraintStyle.Collected, Resources = typeof(LambdaResources), MaxBody = 70 * 1024 * 1024)]
public interface ILambda
{
    /// <summary>Makes a function.</summary>
    [Http("POST", "/2015-03-31/functions", Status = 201)]
    [Operation, Authorize("lambda:CreateFunction", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>, Throws<CodeStorageExceededException>]
    ValueTask<FunctionConfiguration> CreateFunction(CreateFunctionInput input, CallContext call);

    /// <summary>Reads a function with where its package can be fetched.</summary>
    [Http("GET", "/2015-03-31/functions/{FunctionName}")]
    [Operation, Authorize("lambda:GetFunction", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<GetFunctionOutput> GetFunction(GetFunctionInput input, CallContext call);

    /// <summary>Reads a function's settings.</summary>
    [Http("GET", "/2015-03-31/functions/{FunctionName}/configuration")]
    [Operation, Authorize("lambda:GetFunctionConfiguration", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<FunctionConfiguration> GetFunctionConfiguration(GetFunctionConfigurationInput input, CallContext call);

    /// <summary>Lists the account's functions of a region.</summary>
    [Http("GET", "/2015-03-31/functions")]
    [Operation, Authorize("lambda:ListFunctions", "*")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>]
    ValueTask<ListFunctionsOutput> ListFunctions(ListFunctionsInput input, CallContext call);

    /// <summary>Gives a function another package.</summary>
    [Http("PUT", "/2015-03-31/functions/{FunctionName}/code")]
    [Operation, Authorize("lambda:UpdateFunctionCode", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>, Throws<CodeStorageExceededException>, Throws<PreconditionFailedException>]
    ValueTask<FunctionConfiguration> UpdateFunctionCode(UpdateFunctionCodeInput input, CallContext call);

    /// <summary>Changes a function's settings.</summary>
    [Http("PUT", "/2015-03-31/functions/{FunctionName}/configuration")]
    [Operation, Authorize("lambda:UpdateFunctionConfiguration", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>, Throws<PreconditionFailedException>]
    ValueTask<FunctionConfiguration> UpdateFunctionConfiguration(UpdateFunctionConfigurationInput input, CallContext call);

    /// <summary>Removes a function, or one version of it.</summary>
    [Http("DELETE", "/2015-03-31/functions/{FunctionName}")]
    [Operation, Authorize("lambda:DeleteFunction", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<DeleteFunctionOutput> DeleteFunction(DeleteFunctionInput input, CallContext call);

    /// <summary>Calls a function, or queues an event for it.</summary>
    [Http("POST", "/2015-03-31/functions/{FunctionName}/invocations")]
    [Operation, Authorize("lambda:InvokeFunction", "{Invoked(*)}")]
    [Throws<TooManyRequestsException>, Throws<RequestTooLargeException>, Throws<InvalidRuntimeException>, Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<ResourceNotFoundException>, Throws<InvalidRequestContentException>]
    ValueTask<InvokeOutput> Invoke(InvokeInput input, CallContext call);

    /// <summary>Calls a function and sends its answer as it comes.</summary>
    [Http("POST", "/2021-11-15/functions/{FunctionName}/response-streaming-invocations")]
    [Operation, Authorize("lambda:InvokeFunction", "{InvokedStream(*)}")]
    [Throws<TooManyRequestsException>, Throws<RequestTooLargeException>, Throws<InvalidRuntimeException>, Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<ResourceNotFoundException>, Throws<InvalidRequestContentException>]
    ValueTask<InvokeWithResponseStreamOutput> InvokeWithResponseStream(InvokeWithResponseStreamInput input, CallContext call);

    /// <summary>Freezes the current code and settings as a version.</summary>
    [Http("POST", "/2015-03-31/functions/{FunctionName}/versions", Status = 201)]
    [Operation, Authorize("lambda:PublishVersion", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>, Throws<CodeStorageExceededException>, Throws<PreconditionFailedException>]
    ValueTask<FunctionConfiguration> PublishVersion(PublishVersionInput input, CallContext call);

    /// <summary>Lists a function's versions.</summary>
    [Http("GET", "/2015-03-31/functions/{FunctionName}/versions")]
    [Operation, Authorize("lambda:ListVersionsByFunction", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<ListVersionsByFunctionOutput> ListVersionsByFunction(ListVersionsByFunctionInput input, CallContext call);

    /// <summary>Gives a version a name.</summary>
    [Http("POST", "/2015-03-31/functions/{FunctionName}/aliases", Status = 201)]
    [Operation, Authorize("lambda:CreateAlias", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<AliasConfiguration> CreateAlias(CreateAliasInput input, CallContext call);

    /// <summary>Reads an alias.</summary>
    [Http("GET", "/2015-03-31/functions/{FunctionName}/aliases/{Name}")]
    [Operation, Authorize("lambda:GetAlias", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<AliasConfiguration> GetAlias(GetAliasInput input, CallContext call);

    /// <summary>Lists a function's aliases.</summary>
    [Http("GET", "/2015-03-31/functions/{FunctionName}/aliases")]
    [Operation, Authorize("lambda:ListAliases", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<ListAliasesOutput> ListAliases(ListAliasesInput input, CallContext call);

    /// <summary>Points an alias elsewhere, or shares its calls between two versions.</summary>
    [Http("PUT", "/2015-03-31/functions/{FunctionName}/aliases/{Name}")]
    [Operation, Authorize("lambda:UpdateAlias", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>, Throws<PreconditionFailedException>]
    ValueTask<AliasConfiguration> UpdateAlias(UpdateAliasInput input, CallContext call);

    /// <summary>Removes an alias.</summary>
    [Http("DELETE", "/2015-03-31/functions/{FunctionName}/aliases/{Name}", Status = 204)]
    [Operation, Authorize("lambda:DeleteAlias", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>]
    ValueTask DeleteAlias(DeleteAliasInput input, CallContext call);

    /// <summary>Lets a service or account call a function.</summary>
    [Http("POST", "/2015-03-31/functions/{FunctionName}/policy", Status = 201)]
    [Operation, Authorize("lambda:AddPermission", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<PolicyLengthExceededException>, Throws<ResourceNotFoundException>, Throws<PreconditionFailedException>]
    ValueTask<AddPermissionOutput> AddPermission(AddPermissionInput input, CallContext call);

    /// <summary>Takes a statement out of a function's policy.</summary>
    [Http("DELETE", "/2015-03-31/functions/{FunctionName}/policy/{StatementId}", Status = 204)]
    [Operation, Authorize("lambda:RemovePermission", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>, Throws<PreconditionFailedException>]
    ValueTask RemovePermission(RemovePermissionInput input, CallContext call);

    /// <summary>Reads a function's policy.</summary>
    [Http("GET", "/2015-03-31/functions/{FunctionName}/policy")]
    [Operation, Authorize("lambda:GetPolicy", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<GetPolicyOutput> GetPolicy(GetPolicyInput input, CallContext call);

    /// <summary>Adds or overwrites tags.</summary>
    [Http("POST", "/2017-03-31/tags/{Resource}", Status = 204)]
    [Operation, Authorize("lambda:TagResource", "{Resource}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask TagResource(TagResourceInput input, CallContext call);

    /// <summary>Removes tags.</summary>
    [Http("DELETE", "/2017-03-31/tags/{Resource}", Status = 204)]
    [Operation, Authorize("lambda:UntagResource", "{Resource}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask UntagResource(UntagResourceInput input, CallContext call);

    /// <summary>Reads tags.</summary>
    [Http("GET", "/2017-03-31/tags/{Resource}")]
    [Operation, Authorize("lambda:ListTags", "{Resource}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<ListTagsOutput> ListTags(ListTagsInput input, CallContext call);

    /// <summary>Reserves concurrency for a function, which is also its limit.</summary>
    [Http("PUT", "/2017-10-31/functions/{FunctionName}/concurrency")]
    [Operation, Authorize("lambda:PutFunctionConcurrency", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<PutFunctionConcurrencyOutput> PutFunctionConcurrency(PutFunctionConcurrencyInput input, CallContext call);

    /// <summary>Reads a function's reserved concurrency.</summary>
    [Http("GET", "/2019-09-30/functions/{FunctionName}/concurrency")]
    [Operation, Authorize("lambda:GetFunctionConcurrency", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<GetFunctionConcurrencyOutput> GetFunctionConcurrency(GetFunctionConcurrencyInput input, CallContext call);

    /// <summary>Gives reserved concurrency back.</summary>
    [Http("DELETE", "/2017-10-31/functions/{FunctionName}/concurrency", Status = 204)]
    [Operation, Authorize("lambda:DeleteFunctionConcurrency", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask DeleteFunctionConcurrency(DeleteFunctionConcurrencyInput input, CallContext call);

    /// <summary>Sets how queued events are retried and where their outcomes go.</summary>
    [Http("PUT", "/2019-09-25/functions/{FunctionName}/event-invoke-config")]
    [Operation, Authorize("lambda:PutFunctionEventInvokeConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<FunctionEventInvokeConfig> PutFunctionEventInvokeConfig(PutFunctionEventInvokeConfigInput input, CallContext call);

    /// <summary>Reads how queued events are handled.</summary>
    [Http("GET", "/2019-09-25/functions/{FunctionName}/event-invoke-config")]
    [Operation, Authorize("lambda:GetFunctionEventInvokeConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<FunctionEventInvokeConfig> GetFunctionEventInvokeConfig(GetFunctionEventInvokeConfigInput input, CallContext call);

    /// <summary>Changes some of how queued events are handled.</summary>
    [Http("POST", "/2019-09-25/functions/{FunctionName}/event-invoke-config")]
    [Operation, Authorize("lambda:UpdateFunctionEventInvokeConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<FunctionEventInvokeConfig> UpdateFunctionEventInvokeConfig(UpdateFunctionEventInvokeConfigInput input, CallContext call);

    /// <summary>Goes back to the defaults for queued events.</summary>
    [Http("DELETE", "/2019-09-25/functions/{FunctionName}/event-invoke-config", Status = 204)]
    [Operation, Authorize("lambda:DeleteFunctionEventInvokeConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask DeleteFunctionEventInvokeConfig(DeleteFunctionEventInvokeConfigInput input, CallContext call);

    /// <summary>Lists a function's settings for queued events.</summary>
    [Http("GET", "/2019-09-25/functions/{FunctionName}/event-invoke-config/list")]
    [Operation, Authorize("lambda:ListFunctionEventInvokeConfigs", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<ListFunctionEventInvokeConfigsOutput> ListFunctionEventInvokeConfigs(ListFunctionEventInvokeConfigsInput input, CallContext call);

    /// <summary>Makes a version of a layer.</summary>
    [Http("POST", "/2018-10-31/layers/{LayerName}/versions", Status = 201)]
    [Operation, Authorize("lambda:PublishLayerVersion", "{Layer(LayerName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>, Throws<CodeStorageExceededException>]
    ValueTask<PublishLayerVersionOutput> PublishLayerVersion(PublishLayerVersionInput input, CallContext call);

    /// <summary>Reads a version of a layer.</summary>
    [Http("GET", "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}")]
    [Operation, Authorize("lambda:GetLayerVersion", "{LayerVersion(*)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<PublishLayerVersionOutput> GetLayerVersion(GetLayerVersionInput input, CallContext call);

    /// <summary>Reads a version of a layer by its ARN.</summary>
    [Http("GET", "/2018-10-31/layers?find=LayerVersion")]
    [Operation, Authorize("lambda:GetLayerVersion", "{Arn}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<PublishLayerVersionOutput> GetLayerVersionByArn(GetLayerVersionByArnInput input, CallContext call);

    /// <summary>Lists a layer's versions.</summary>
    [Http("GET", "/2018-10-31/layers/{LayerName}/versions")]
    [Operation, Authorize("lambda:ListLayerVersions", "{Layer(LayerName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<ListLayerVersionsOutput> ListLayerVersions(ListLayerVersionsInput input, CallContext call);

    /// <summary>Lists layers with their latest versions.</summary>
    [Http("GET", "/2018-10-31/layers")]
    [Operation, Authorize("lambda:ListLayers", "*")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>]
    ValueTask<ListLayersOutput> ListLayers(ListLayersInput input, CallContext call);

    /// <summary>Removes a version of a layer; functions that have it keep it.</summary>
    [Http("DELETE", "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}", Status = 204)]
    [Operation, Authorize("lambda:DeleteLayerVersion", "{DeletedLayer(*)}")]
    [Throws<ServiceException>, Throws<TooManyRequestsException>]
    ValueTask DeleteLayerVersion(DeleteLayerVersionInput input, CallContext call);

    /// <summary>Gives a function or alias a URL.</summary>
    [Http("POST", "/2021-10-31/functions/{FunctionName}/url", Status = 201)]
    [Operation, Authorize("lambda:CreateFunctionUrlConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<FunctionUrlConfig> CreateFunctionUrlConfig(CreateFunctionUrlConfigInput input, CallContext call);

    /// <summary>Reads a function URL.</summary>
    [Http("GET", "/2021-10-31/functions/{FunctionName}/url")]
    [Operation, Authorize("lambda:GetFunctionUrlConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<FunctionUrlConfig> GetFunctionUrlConfig(GetFunctionUrlConfigInput input, CallContext call);

    /// <summary>Changes a function URL.</summary>
    [Http("PUT", "/2021-10-31/functions/{FunctionName}/url")]
    [Operation, Authorize("lambda:UpdateFunctionUrlConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<FunctionUrlConfig> UpdateFunctionUrlConfig(UpdateFunctionUrlConfigInput input, CallContext call);

    /// <summary>Removes a function URL.</summary>
    [Http("DELETE", "/2021-10-31/functions/{FunctionName}/url", Status = 204)]
    [Operation, Authorize("lambda:DeleteFunctionUrlConfig", "{Function(FunctionName)}")]
    [Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask DeleteFunctionUrlConfig(DeleteFunctionUrlConfigInput input, CallContext call);

    /// <summary>Lists a function's URLs.</summary>
    [Http("GET", "/2021-10-31/functions/{FunctionName}/urls")]
    [Operation, Authorize("lambda:ListFunctionUrlConfigs", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<ListFunctionUrlConfigsOutput> ListFunctionUrlConfigs(ListFunctionUrlConfigsInput input, CallContext call);

    /// <summary>Has a queue or stream call a function.</summary>
    [Http("POST", "/2015-03-31/event-source-mappings", Status = 202)]
    [Operation, Authorize("lambda:CreateEventSourceMapping", "*")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<EventSourceMappingConfiguration> CreateEventSourceMapping(CreateEventSourceMappingInput input, CallContext call);

    /// <summary>Reads an event source mapping.</summary>
    [Http("GET", "/2015-03-31/event-source-mappings/{UUID}")]
    [Operation, Authorize("lambda:GetEventSourceMapping", "{Mapping(UUID)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<EventSourceMappingConfiguration> GetEventSourceMapping(GetEventSourceMappingInput input, CallContext call);

    /// <summary>Lists event source mappings.</summary>
    [Http("GET", "/2015-03-31/event-source-mappings")]
    [Operation, Authorize("lambda:ListEventSourceMappings", "*")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<ListEventSourceMappingsOutput> ListEventSourceMappings(ListEventSourceMappingsInput input, CallContext call);

    /// <summary>Changes, stops or starts an event source mapping.</summary>
    [Http("PUT", "/2015-03-31/event-source-mappings/{UUID}", Status = 202)]
    [Operation, Authorize("lambda:UpdateEventSourceMapping", "{Mapping(UUID)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<EventSourceMappingConfiguration> UpdateEventSourceMapping(UpdateEventSourceMappingInput input, CallContext call);

    /// <summary>Removes an event source mapping.</summary>
    [Http("DELETE", "/2015-03-31/event-source-mappings/{UUID}", Status = 202)]
    [Operation, Authorize("lambda:DeleteEventSourceMapping", "{Mapping(UUID)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<EventSourceMappingConfiguration> DeleteEventSourceMapping(DeleteEventSourceMappingInput input, CallContext call);

    /// <summary>Reads the account's limits and use.</summary>
    [Http("GET", "/2016-08-19/account-settings")]
    [Operation, Authorize("lambda:GetAccountSettings", "*")]
    [Throws<ServiceException>, Throws<TooManyRequestsException>]
    ValueTask<GetAccountSettingsOutput> GetAccountSettings(GetAccountSettingsInput input, CallContext call);

    /// <summary>Tells which code-signing settings a function has: none here.</summary>
    [Http("GET", "/2020-06-30/functions/{FunctionName}/code-signing-config")]
    [Operation, Authorize("lambda:GetFunctionCodeSigningConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<GetFunctionCodeSigningConfigOutput> GetFunctionCodeSigningConfig(GetFunctionCodeSigningConfigInput input, CallContext call);

    /// <summary>Lets an account, an organization or everyone use a version of a layer.</summary>
    [Http("POST", "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy", Status = 201)]
    [Operation, Authorize("lambda:AddLayerVersionPermission", "{AddedTo(*)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<PolicyLengthExceededException>, Throws<ResourceNotFoundException>, Throws<PreconditionFailedException>]
    ValueTask<AddLayerVersionPermissionOutput> AddLayerVersionPermission(AddLayerVersionPermissionInput input, CallContext call);

    /// <summary>Takes a statement out of a layer version's policy.</summary>
    [Http("DELETE", "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy/{StatementId}", Status = 204)]
    [Operation, Authorize("lambda:RemoveLayerVersionPermission", "{RemovedFrom(*)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>, Throws<PreconditionFailedException>]
    ValueTask RemoveLayerVersionPermission(RemoveLayerVersionPermissionInput input, CallContext call);

    /// <summary>Reads a layer version's policy.</summary>
    [Http("GET", "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy")]
    [Operation, Authorize("lambda:GetLayerVersionPolicy", "{PolicyOf(*)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<GetLayerVersionPolicyOutput> GetLayerVersionPolicy(GetLayerVersionPolicyInput input, CallContext call);

    /// <summary>Keeps which signatures code should have; nothing is checked against it.</summary>
    [Http("POST", "/2020-04-22/code-signing-configs", Status = 201)]
    [Operation, Authorize("lambda:CreateCodeSigningConfig", "*")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>]
    ValueTask<CreateCodeSigningConfigOutput> CreateCodeSigningConfig(CreateCodeSigningConfigInput input, CallContext call);

    /// <summary>Reads a code-signing configuration.</summary>
    [Http("GET", "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}")]
    [Operation, Authorize("lambda:GetCodeSigningConfig", "{CodeSigningConfigArn}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<ResourceNotFoundException>]
    ValueTask<GetCodeSigningConfigOutput> GetCodeSigningConfig(GetCodeSigningConfigInput input, CallContext call);

    /// <summary>Changes a code-signing configuration.</summary>
    [Http("PUT", "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}")]
    [Operation, Authorize("lambda:UpdateCodeSigningConfig", "{CodeSigningConfigArn}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<ResourceNotFoundException>]
    ValueTask<UpdateCodeSigningConfigOutput> UpdateCodeSigningConfig(UpdateCodeSigningConfigInput input, CallContext call);

    /// <summary>Removes a code-signing configuration that no function has.</summary>
    [Http("DELETE", "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}", Status = 204)]
    [Operation, Authorize("lambda:DeleteCodeSigningConfig", "{CodeSigningConfigArn}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<ResourceNotFoundException>]
    ValueTask<DeleteCodeSigningConfigOutput> DeleteCodeSigningConfig(DeleteCodeSigningConfigInput input, CallContext call);

    /// <summary>Lists the account's code-signing configurations.</summary>
    [Http("GET", "/2020-04-22/code-signing-configs")]
    [Operation, Authorize("lambda:ListCodeSigningConfigs", "*")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>]
    ValueTask<ListCodeSigningConfigsOutput> ListCodeSigningConfigs(ListCodeSigningConfigsInput input, CallContext call);

    /// <summary>Gives a function a code-signing configuration.</summary>
    [Http("PUT", "/2020-06-30/functions/{FunctionName}/code-signing-config")]
    [Operation, Authorize("lambda:PutFunctionCodeSigningConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>, Throws<CodeSigningConfigNotFoundException>]
    ValueTask<PutFunctionCodeSigningConfigOutput> PutFunctionCodeSigningConfig(PutFunctionCodeSigningConfigInput input, CallContext call);

    /// <summary>Takes a function's code-signing configuration away.</summary>
    [Http("DELETE", "/2020-06-30/functions/{FunctionName}/code-signing-config", Status = 204)]
    [Operation, Authorize("lambda:DeleteFunctionCodeSigningConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>, Throws<CodeSigningConfigNotFoundException>]
    ValueTask DeleteFunctionCodeSigningConfig(DeleteFunctionCodeSigningConfigInput input, CallContext call);

    /// <summary>Lists the functions that have a code-signing configuration.</summary>
    [Http("GET", "/2020-04-22/code-signing-configs/{CodeSigningConfigArn}/functions")]
    [Operation, Authorize("lambda:ListFunctionsByCodeSigningConfig", "{CodeSigningConfigArn}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<ResourceNotFoundException>]
    ValueTask<ListFunctionsByCodeSigningConfigOutput> ListFunctionsByCodeSigningConfig(ListFunctionsByCodeSigningConfigInput input, CallContext call);

    /// <summary>Keeps instances of a version or alias started ahead of its calls.</summary>
    [Http("PUT", "/2019-09-30/functions/{FunctionName}/provisioned-concurrency", Status = 202)]
    [Operation, Authorize("lambda:PutProvisionedConcurrencyConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<PutProvisionedConcurrencyConfigOutput> PutProvisionedConcurrencyConfig(PutProvisionedConcurrencyConfigInput input, CallContext call);

    /// <summary>Tells how many instances are kept started.</summary>
    [Http("GET", "/2019-09-30/functions/{FunctionName}/provisioned-concurrency")]
    [Operation, Authorize("lambda:GetProvisionedConcurrencyConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ProvisionedConcurrencyConfigNotFoundException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<GetProvisionedConcurrencyConfigOutput> GetProvisionedConcurrencyConfig(GetProvisionedConcurrencyConfigInput input, CallContext call);

    /// <summary>Keeps no instances started any more.</summary>
    [Http("DELETE", "/2019-09-30/functions/{FunctionName}/provisioned-concurrency", Status = 204)]
    [Operation, Authorize("lambda:DeleteProvisionedConcurrencyConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask DeleteProvisionedConcurrencyConfig(DeleteProvisionedConcurrencyConfigInput input, CallContext call);

    /// <summary>Lists what is kept started of a function.</summary>
    [Http("GET", "/2019-09-30/functions/{FunctionName}/provisioned-concurrency?List=ALL")]
    [Operation, Authorize("lambda:ListProvisionedConcurrencyConfigs", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<ListProvisionedConcurrencyConfigsOutput> ListProvisionedConcurrencyConfigs(ListProvisionedConcurrencyConfigsInput input, CallContext call);

    /// <summary>Tells whether a function may call itself over queues and topics.</summary>
    [Http("GET", "/2024-08-31/functions/{FunctionName}/recursion-config")]
    [Operation, Authorize("lambda:GetFunctionRecursionConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<GetFunctionRecursionConfigOutput> GetFunctionRecursionConfig(GetFunctionRecursionConfigInput input, CallContext call);

    /// <summary>Keeps whether a function may call itself over queues and topics.</summary>
    [Http("PUT", "/2024-08-31/functions/{FunctionName}/recursion-config")]
    [Operation, Authorize("lambda:PutFunctionRecursionConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<PutFunctionRecursionConfigOutput> PutFunctionRecursionConfig(PutFunctionRecursionConfigInput input, CallContext call);

    /// <summary>Queues an event for a function, in the way of 2014.</summary>
    [Http("POST", "/2014-11-13/functions/{FunctionName}/invoke-async", Status = 202)]
    [Operation, Authorize("lambda:InvokeFunction", "{Function(FunctionName)}")]
    [Throws<InvalidRuntimeException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<ResourceNotFoundException>, Throws<InvalidRequestContentException>]
    ValueTask<InvokeAsyncOutput> InvokeAsync(InvokeAsyncInput input, CallContext call);

    /// <summary>Tells when a function's runtime is renewed.</summary>
    [Http("GET", "/2021-07-20/functions/{FunctionName}/runtime-management-config")]
    [Operation, Authorize("lambda:GetRuntimeManagementConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<GetRuntimeManagementConfigOutput> GetRuntimeManagementConfig(GetRuntimeManagementConfigInput input, CallContext call);

    /// <summary>Keeps when a function's runtime is to be renewed.</summary>
    [Http("PUT", "/2021-07-20/functions/{FunctionName}/runtime-management-config")]
    [Operation, Authorize("lambda:PutRuntimeManagementConfig", "{Function(FunctionName)}")]
    [Throws<InvalidParameterValueException>, Throws<ResourceConflictException>, Throws<ServiceException>, Throws<TooManyRequestsException>, Throws<ResourceNotFoundException>]
    ValueTask<PutRuntimeManagementConfigOutput> PutRuntimeManagementConfig(PutRuntimeManagementConfigInput input, CallContext call);
}
