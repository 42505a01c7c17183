import { loadingAdvice } from './advice.ts';
import { journeyMetric } from './journey.ts';

/** From the start of the navigation until every image in view has been decoded (HTMLImageElement.decode). */
export const imagesDecoded = journeyMetric({
  id: 'images-decoded',
  version: 1,
  title: 'Visible images decoded',
  advice: loadingAdvice,
  source: 'Trace: navigationStart to a user timing mark',
});
