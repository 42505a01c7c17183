/** vue-virtual-scroller: a pool of views with absolute positions, heights observed (DynamicScroller). */
import { createApp, defineComponent, h, nextTick, onMounted, ref, type VNode } from 'vue';
import { DynamicScroller, DynamicScrollerItem } from 'vue-virtual-scroller';
import style from 'vue-virtual-scroller/index.css?inline';
import { type Item, itemsBetween } from '../content.ts';
import { mountPoint } from './common/list.ts';
import { type Markup, markupOf } from './common/markup.ts';
import { readOptions } from './common/options.ts';

const options = readOptions();
const items = itemsBetween(0, options.messages);

function toVue({ tag, attributes, children }: Markup): VNode {
  return h(
    tag,
    attributes,
    children.map((child) => (typeof child === 'string' ? child : toVue(child))),
  );
}

interface Slot {
  item: Item;
  index: number;
  active: boolean;
}

const List = defineComponent(() => {
  const scroller = ref<{ scrollToBottom: () => void }>();
  onMounted(async () => {
    await nextTick();
    if (options.start === 'end') scroller.value?.scrollToBottom();
  });
  return () =>
    h(
      DynamicScroller,
      { id: 'list', ref: scroller, items, keyField: 'key', minItemSize: 40 },
      {
        default: (slot: Slot) =>
          h(DynamicScrollerItem, { ...slot }, { default: () => toVue(markupOf(slot.item, options)) }),
      },
    );
});

document.head.append(Object.assign(document.createElement('style'), { textContent: style }));
createApp(List).mount(mountPoint());
